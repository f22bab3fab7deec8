//! A new request, in three steps: on what, of whom and how much, and what is signed. Each is a plain form whose state stands in the address.
//! A supplier asks on what it holds; a buyer asks downstream, for the holder of what it owes to be paid by the loan.

use axum::extract::State;

use super::draft::Draft;
use super::form::Form;
use super::ground::Ground;
use super::{ASKS, ask, choose, sign};
use crate::Portal;
use crate::pages::Page;
use crate::seat::Seated;

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, draft: Draft) -> Page {
    let seated = seated.only(ASKS)?;
    let ground = Ground::read(&portal, &seated, &draft).await?;
    if draft.step < 2 || ground.chosen(&draft).is_err() {
        return choose::show(&portal, seated, ground, draft).await;
    }
    let form = Form::read(&portal, &seated, &ground, draft).await?;
    match form.draft.step {
        3 if form.problems.is_empty() => sign::show(&portal, seated, &ground, &form),
        _ => ask::show(&portal, seated, &ground, form),
    }
}
