//! Other terms for a line, with what they mean for its present use, computed as one types.

use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_base::Money;

use super::whom::Whom;
use super::{Act, Standing};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::plain_act::shown;
use crate::pages::{Asked, Page, typed_amount, written};
use crate::places::BANK;
use crate::seat::Seated;

/// What of the form the figures follow from; the rest of its inputs is passed over.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Query {
    #[serde(rename = "terms.limit.value")]
    limit: Option<String>,
}

/// What a limit means for the present use.
struct Sum {
    now: Money,
    /// None where what was typed is no amount above zero.
    limit: Option<Money>,
    counted: Money,
    /// What would be left of the new limit; below zero where that is under the use.
    left: Option<Money>,
}

#[derive(Template)]
#[template(path = "credit_lines/sum.html")]
struct SumPage<'p> {
    frame: Frame<'p>,
    sum: Sum,
}

#[derive(Template)]
#[template(path = "credit_lines/amend.html")]
struct AmendPage<'p> {
    frame: Frame<'p>,
    standing: Standing,
    whom: String,
    kind: String,
    names: Names,
    sum: Sum,
    shown: String,
}

impl Sum {
    fn of(standing: &Standing, typed: Option<&str>) -> Result<Self, Failure> {
        let terms = &standing.line.state.terms;
        let counted = standing.used.counted(terms).map_err(|_| Failure::Fault)?;
        let limit = match typed {
            Some(text) => typed_amount::read(text, terms.limit.currency()),
            None => Some(terms.limit),
        };
        let limit = limit.filter(|limit| limit.is_positive());
        Ok(Self {
            now: terms.limit,
            left: limit.and_then(|limit| limit.checked_sub(counted).ok()),
            limit,
            counted,
        })
    }

    /// Whether new use would wait until something is repaid.
    fn is_under(&self) -> bool {
        self.left.is_some_and(Money::is_negative)
    }
}

pub(super) async fn fragment(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(BANK)?;
    let standing = Standing::to_act(&portal, &seated, &text, Act::Amend).await?;
    let sum = Sum::of(&standing, query.limit.as_deref())?;
    written(&SumPage {
        frame: Frame::new(&portal, seated.visit),
        sum,
    })
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let standing = Standing::to_act(&portal, &seated, &text, Act::Amend).await?;
    let whom = Whom::from(&standing.line.state.scope);
    let names = Names::of(portal.store(), seated.viewer(), whom.parties()).await?;
    let frame = Frame::new(&portal, seated.visit);
    written(&AmendPage {
        sum: Sum::of(&standing, None)?,
        whom: whom.name(&frame, &names),
        kind: whom.word(&frame),
        shown: shown(&[(&standing.line.subject, standing.line.version)]),
        standing,
        names,
        frame,
    })
}

impl AmendPage<'_> {
    fn address(&self) -> String {
        format!("/credit-lines/{}", self.standing.place())
    }

    fn terms(&self) -> &tallystick_commands::banking::LineTerms {
        &self.standing.line.state.terms
    }
}
