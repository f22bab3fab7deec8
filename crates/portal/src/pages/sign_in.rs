//! Signing in: a key of the browser answers a challenge. There is no password.

use askama::Template;
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use tallystick_store::SignInRefusal;

use super::language::inside;
use super::{Asked, Page, written};
use crate::Portal;
use crate::cookies::{self, Kept};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::{COOKIE, Visit};

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/sign-in", get(page).post(answer))
        .route("/sign-in/challenge", post(challenge))
        .route("/sign-in/used", post(lasts))
        .route("/sign-out", post(sign_out))
}

#[derive(Template)]
#[template(path = "public/sign_in.html")]
struct SignInPage<'p> {
    frame: Frame<'p>,
    next: String,
}

#[derive(Deserialize)]
struct Query {
    next: Option<String>,
}

async fn page(State(portal): State<Portal>, visit: Visit, Asked(query): Asked<Query>) -> Page {
    written(&SignInPage {
        next: query
            .next
            .map_or_else(|| "/home".to_owned(), |next| inside(Some(next))),
        frame: Frame::new(&portal, visit),
    })
}

/// What the key is to sign: the nonce of an access token.
#[derive(Serialize)]
struct Challenge {
    challenge: String,
}

/// Whoever asks is not known yet, and each challenge is a row: an address is given only so many.
async fn challenge(State(portal): State<Portal>, extensions: Extensions) -> Result<Json<Challenge>, Failure> {
    if !(portal.settings().ask_address)(&extensions) {
        return Err(Failure::TooOften);
    }
    let challenge = portal.store().challenge().await?;
    Ok(Json(Challenge {
        challenge: challenge.to_string(),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    token: String,
}

/// Why the answer does not do, for the script of the page.
#[derive(Serialize)]
struct Refused {
    code: &'static str,
    detail: String,
    /// The page that says what to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    see: Option<String>,
}

async fn answer(State(portal): State<Portal>, Json(answer): Json<Answer>) -> Response {
    match portal.store().sign_in(&answer.token).await {
        Ok(signed_in) => {
            let cookie = cookies::set(
                COOKIE,
                &signed_in.secret,
                Kept::WhileOpen,
                portal.settings().secure,
            );
            (
                StatusCode::NO_CONTENT,
                AppendHeaders([(header::SET_COOKIE, cookie)]),
            )
                .into_response()
        }
        Err(refusal) => {
            let refused = Refused {
                code: refusal.code(),
                detail: refusal.to_string(),
                see: match refusal {
                    SignInRefusal::RevokedKey { revoked } => Some(format!("/revoked-key?entry={revoked}")),
                    _ => None,
                },
            };
            (StatusCode::UNAUTHORIZED, Json(refused)).into_response()
        }
    }
}

/// What the scripts of a page may know of the sign-in that it was opened with.
#[derive(Serialize)]
struct Lasting {
    kid: String,
    /// For so many milliseconds, if it is not used again.
    left: u64,
}

/// For how long the sign-in goes on. Among the pages the question is a use of it, as every request there is; outside of them, where
/// nobody asks who is looking, it is none.
pub(crate) async fn lasts(State(portal): State<Portal>, headers: HeaderMap) -> Result<Response, Failure> {
    let own = match cookies::value(&headers, COOKIE) {
        Some(secret) => portal.store().own_sign_in(secret).await?,
        None => None,
    };
    let Some(own) = own else {
        let refused = Refused {
            code: "signed-out",
            detail: "the sign-in has ended; sign in again".to_owned(),
            see: None,
        };
        return Ok((StatusCode::UNAUTHORIZED, Json(refused)).into_response());
    };
    Ok(Json(Lasting {
        kid: own.kid.to_string(),
        left: u64::try_from(own.left.as_millis()).unwrap_or(u64::MAX),
    })
    .into_response())
}

async fn sign_out(State(portal): State<Portal>, headers: HeaderMap) -> Result<impl IntoResponse, Failure> {
    if let Some(secret) = cookies::value(&headers, COOKIE) {
        portal.store().sign_out(secret).await?;
    }
    let cookie = cookies::set(COOKIE, "", Kept::Dropped, portal.settings().secure);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to("/")))
}
