//! The switch of languages.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use axum::routing::get;
use serde::Deserialize;
use tallystick_base::Capacity;

use super::Asked;
use crate::cookies::{self, Kept};
use crate::failure::Failure;
use crate::{Portal, language, seat};

const A_YEAR: Kept = Kept::Seconds(365 * 24 * 60 * 60);

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/language", get(choose_language))
        .route("/capacity", get(choose_capacity))
}

#[derive(Deserialize)]
struct Choice {
    to: String,
    back: Option<String>,
}

async fn choose_language(
    State(portal): State<Portal>,
    Asked(choice): Asked<Choice>,
) -> Result<impl IntoResponse, Failure> {
    let language = language::named(&choice.to).ok_or(Failure::NotFound)?;
    Ok(chosen(
        &portal,
        language::COOKIE,
        language::tag(language),
        choice.back,
    ))
}

/// In which capacity a party of several acts from now on. Whether it has the capacity is asked with every page.
async fn choose_capacity(
    State(portal): State<Portal>,
    Asked(choice): Asked<Choice>,
) -> Result<impl IntoResponse, Failure> {
    let capacity: Capacity = choice.to.parse().map_err(|_| Failure::NotFound)?;
    Ok(chosen(&portal, seat::CAPACITY, capacity.as_str(), choice.back))
}

fn chosen(portal: &Portal, cookie: &str, value: &str, back: Option<String>) -> impl IntoResponse + use<> {
    let cookie = cookies::set(cookie, value, A_YEAR, portal.settings().secure);
    (
        AppendHeaders([(header::SET_COOKIE, cookie)]),
        Redirect::to(&inside(back)),
    )
}

/// Only addresses of this site are gone back to.
pub(crate) fn inside(address: Option<String>) -> String {
    let is_ours = |address: &String| {
        address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\r', '\n'])
    };
    address.filter(is_ours).unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(inside(Some("/home?a=1".to_owned())), "/home?a=1");
        for address in [
            "//evil.test",
            "https://evil.test",
            "/\\evil.test",
            "home",
            "/a\nb",
        ] {
            assert_eq!(inside(Some(address.to_owned())), "/", "{address:?}");
        }
        assert_eq!(inside(None), "/");
    }
}
