//! Recording that a filing was taken out of the registry.

use axum::extract::{Path, State};

use super::detail::find;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::timeline::word_to;
use crate::pages::typed_act::{self, Field, TypedAct};
use crate::places::BANK;
use crate::seat::Seated;

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let found = find(&portal, &seated, &text).await?;
    if found.seen.state.record.bank != seated.viewer().party {
        return Err(Failure::NotFound);
    }
    let Some((ended, by)) = found.ended.filter(|_| found.discharges) else {
        return Err(Failure::NotNow);
    };
    let approval = &found.loan.approval;
    let names = Names::of(
        portal.store(),
        seated.viewer(),
        [approval.borrower, approval.debtor],
    )
    .await?;
    let today = portal.store().today().await?;
    let frame = Frame::new(&portal, seated.visit);
    let record = &found.seen.state.record;
    let registered_on = crate::figures::day_of(record.registered_at).map(|day| day.to_string());
    let kind = "filing.discharge/1";
    let today_text = today.to_string();
    let fields = vec![
        Field::fixed("filing", &found.seen.subject),
        Field::day(
            "on",
            frame.say("filing-discharged-on"),
            &today,
            (registered_on.as_deref().unwrap_or_default(), &today_text),
        )
        .hinted(frame.say("filing-discharged-hint")),
    ];
    let act = TypedAct {
        kind,
        title: frame.say(&word_to(kind)),
        button: frame.say(&word_to(kind)),
        back: (format!("/filings/{text}"), record.number.to_string()),
        facts: vec![
            (frame.say("filing-number"), record.number.to_string()),
            (frame.say("borrower"), names.name(&approval.borrower)),
            (
                frame.say("filing-registered-at"),
                frame.moment(&record.registered_at),
            ),
            (frame.say("filing-debt-ended"), ended.to_string()),
            (frame.say("filing-discharge-by"), frame.deadline(&by)),
        ],
        note: (today > by).then(|| frame.say("filing-discharge-late")),
        fields,
        figures: None,
        effect: frame.say("filing-discharge-effect"),
        next: frame.say("filing-discharge-next"),
        names: names.json(),
        shown: vec![(found.seen.subject.clone(), found.seen.version)],
    };
    typed_act::page(frame, act)
}
