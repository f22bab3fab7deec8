//! On whom a line would be: the codes that were typed, as parties, and whether the bank has a line on the same already.

use tallystick_base::Capacity;
use tallystick_store::{CreditLineFilter, KnownParty, MAX_PAGE, Paging};

use super::new::Query;
use super::whom::Kind;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;

/// Why no line is opened on what was typed.
pub(super) struct Problem {
    pub(super) says: String,
    /// The line that the bank has already.
    pub(super) line: Option<String>,
}

/// On whom a line would be.
pub(super) struct Chosen {
    pub(super) whom: Vec<KnownParty>,
    pub(super) tag: Option<String>,
}

/// Whom the codes name; why not, where one names nobody that such a line is for, or a line is open already.
pub(super) async fn chosen(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    kind: Kind,
    query: &Query,
) -> Result<Result<Chosen, Option<Problem>>, Failure> {
    let mut chosen = Chosen {
        whom: Vec::new(),
        tag: None,
    };
    if kind == Kind::Programme {
        let Some(tag) = query.tag.as_deref().map(str::trim).filter(|tag| !tag.is_empty()) else {
            return Ok(Err(None));
        };
        chosen.tag = Some(tag.to_owned());
    } else {
        let mut asked = vec![(query.code.as_deref(), kind.capacity())];
        if kind == Kind::Pair {
            asked.push((query.supplier.as_deref(), Some(Capacity::Supplier)));
        }
        for (code, capacity) in asked {
            let Some(code) = code else {
                return Ok(Err(None));
            };
            match party(portal, seated, frame, code, capacity).await? {
                Ok(party) => chosen.whom.push(party),
                Err(problem) => return Ok(Err(Some(problem))),
            }
        }
    }
    Ok(match taken(portal, seated, kind, &chosen).await? {
        Some(line) => Err(Some(Problem {
            says: frame.say("line-taken"),
            line: Some(line),
        })),
        None => Ok(chosen),
    })
}

/// The party of a code, if it acts as what such a line is on.
async fn party(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    code: &str,
    capacity: Option<Capacity>,
) -> Result<Result<KnownParty, Problem>, Failure> {
    let problem = |says| Err(Problem { says, line: None });
    let found = portal.store().party_of_code(seated.viewer(), code).await?;
    Ok(match (found, capacity) {
        (None, _) => problem(frame.say("line-nobody")),
        (Some(party), Some(wanted)) if !party.capacities.contains(&wanted) => {
            let word = frame.capacity(&wanted);
            let values = [("name", party.name.as_str()), ("capacity", word.as_str())];
            problem(frame.say_with("line-not-acting", &values))
        }
        (Some(party), _) => Ok(party),
    })
}

/// The id of the line that the bank has on the same already, if it is not closed: one limit, not the sum of several.
async fn taken(
    portal: &Portal,
    seated: &Seated,
    kind: Kind,
    chosen: &Chosen,
) -> Result<Option<String>, Failure> {
    let filter = CreditLineFilter {
        bank: Some(seated.viewer().party),
        scope: Some(kind.name().to_owned()),
        party: chosen.whom.first().map(|party| party.id),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..CreditLineFilter::default()
    };
    let found = portal.store().credit_lines(seated.viewer(), &filter).await?;
    let supplier = chosen.whom.get(1).map(|party| party.id);
    let same = found
        .items
        .into_iter()
        .find(|line| line.stage != "closed" && line.supplier == supplier && line.programme == chosen.tag);
    Ok(same.map(|line| line.id.uuid().to_string()))
}
