//! The party states its policy anew. Rules are added and taken out by links, so that the form is the same without scripts.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use tallystick_commands::parties::ApprovalRule;

use super::policy_words::acts;
use super::read::{House, house, shown};
use crate::Portal;
use crate::frame::Frame;
use crate::pages::timeline::word_to;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// The most signatures that an act can have.
const MOST_SIGNATURES: usize = 16;

#[derive(Template)]
#[template(path = "house/policy_change.html")]
struct ChangePage<'p> {
    frame: Frame<'p>,
    house: House,
    rules: Vec<RuleView>,
    acts: Vec<ActView>,
    /// The rules that were added so far, as the address names them.
    add: String,
    /// The places of those that were taken out.
    drop: String,
    small: bool,
    /// How many members sign at most.
    most: usize,
    capacity: String,
    shown: String,
}

struct RuleView {
    /// Its place among all, those that were taken out included, so that a draft finds it again.
    place: usize,
    command: String,
    act: String,
    from: String,
    currency: String,
    signatures: usize,
    checker: bool,
    /// The address of the form without it.
    without: String,
}

struct ActView {
    command: &'static str,
    act: String,
}

#[derive(Deserialize)]
pub(super) struct Query {
    /// Acts for which a rule is added, separated by commas.
    add: Option<String>,
    /// One more of them.
    one: Option<String>,
    /// The places of rules that are taken out, separated by commas.
    drop: Option<String>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.admin()?;
    let house = house(&portal, seated.viewer()).await?;
    let capacity = seated.seat.acting.to_string();
    let frame = Frame::new(&portal, seated.visit);
    let party = &house.party.state;
    let known: Vec<ActView> = acts(&party.capacities)
        .map(|rule| ActView {
            command: rule.kind,
            act: frame.say(&word_to(rule.kind)),
        })
        .collect();
    let added: Vec<&str> = [query.add.as_deref(), query.one.as_deref()]
        .into_iter()
        .flatten()
        .flat_map(|text| text.split(','))
        .filter(|command| known.iter().any(|act| act.command == *command))
        .collect();
    let add = added.join(",");
    let dropped: BTreeSet<usize> = query
        .drop
        .iter()
        .flat_map(|text| text.split(','))
        .filter_map(|place| place.parse().ok())
        .collect();
    let there = party.policy.rules.iter().cloned();
    let new = added.iter().map(|command| new_rule(command));
    let rules = there
        .chain(new)
        .enumerate()
        .filter(|(place, _)| !dropped.contains(place))
        .map(|(place, rule)| view(&frame, &rule, &add, &dropped, place));
    let data = house.profile.as_ref().map(|file| &file.state.data);
    written(&ChangePage {
        rules: rules.collect(),
        drop: places(&dropped),
        small: data.is_some_and(tallystick_commands::parties::ProfileData::is_micro_or_small),
        most: signers(&house).min(MOST_SIGNATURES),
        shown: shown(&[(house.party.subject.as_str(), house.party.version)]),
        acts: known,
        add,
        capacity,
        frame,
        house,
    })
}

fn new_rule(command: &str) -> ApprovalRule {
    ApprovalRule {
        command: command.to_owned(),
        from: None,
        signatures: 2,
        checker: true,
    }
}

fn view(
    frame: &Frame<'_>,
    rule: &ApprovalRule,
    add: &str,
    dropped: &BTreeSet<usize>,
    place: usize,
) -> RuleView {
    let mut without = dropped.clone();
    without.insert(place);
    RuleView {
        place,
        act: frame.say(&word_to(&rule.command)),
        from: rule.from.map(crate::figures::figures).unwrap_or_default(),
        currency: rule
            .from
            .map_or_else(|| "CNY".to_owned(), |from| from.currency().to_string()),
        signatures: usize::from(rule.signatures),
        checker: rule.checker,
        without: format!("/house/policy/change?add={add}&drop={}", places(&without)),
        command: rule.command.clone(),
    }
}

fn places(places: &BTreeSet<usize>) -> String {
    let texts: Vec<String> = places.iter().map(ToString::to_string).collect();
    texts.join(",")
}

/// How many members may sign what a policy is about.
fn signers(house: &House) -> usize {
    let signs = |roles: &[String]| roles.iter().any(|role| role == "maker" || role == "checker");
    house.active().filter(|member| signs(&member.roles)).count()
}

impl ChangePage<'_> {
    fn sole_member(&self) -> bool {
        self.house.party.state.policy.sole_member
    }
}
