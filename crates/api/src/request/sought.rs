//! What is sought of a list, and as what: a page of JSON, or the whole of it as a file.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use serde::de::DeserializeOwned;
use tallystick_documents::TableFormat;

use crate::problem::{ApiRefusal, Failure};

/// The member of the query that names the form of a list.
const FORMAT: &str = "format";

/// The query of a list without its `format`, and the form in which the list is sought.
#[derive(Debug)]
pub(crate) struct Sought<T> {
    pub(crate) asked: T,
    pub(crate) form: Form,
}

/// In which form a list is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// A page, as JSON.
    Page,
    /// All of it, as a file.
    File {
        /// As which.
        format: TableFormat,
        /// The name of the file without its ending.
        name: String,
    },
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Sought<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let (named, rest) = split(parts.uri.query().unwrap_or_default())?;
        let form = match named.unwrap_or_else(|| accepted(&parts.headers)) {
            Wanted::Page => Form::Page,
            Wanted::File(format) => Form::File {
                format,
                name: file_name(parts.uri.path()),
            },
        };
        Ok(Self {
            asked: read(&rest)?,
            form,
        })
    }
}

/// What is wanted: a form without the name of a file.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Page,
    File(TableFormat),
}

/// What a query asks for in `format`, where it says so, and the rest of the query.
fn split(query: &str) -> Result<(Option<Wanted>, String), ApiRefusal> {
    let mut format = None;
    let mut rest = Vec::new();
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some((FORMAT, value)) => {
                if format.replace(named(value)?).is_some() {
                    return Err(ApiRefusal::Query {
                        detail: "format stands there twice".to_owned(),
                    });
                }
            }
            Some(_) | None => rest.push(pair),
        }
    }
    Ok((format, rest.join("&")))
}

fn named(value: &str) -> Result<Wanted, ApiRefusal> {
    match value {
        "csv" => Ok(Wanted::File(TableFormat::Csv)),
        "xlsx" => Ok(Wanted::File(TableFormat::Xlsx)),
        "json" => Ok(Wanted::Page),
        other => Err(ApiRefusal::Query {
            detail: format!("format is {other:?}; a list comes as csv, json or xlsx"),
        }),
    }
}

/// What the caller accepts: a file only where it does not take JSON too. Weights are not looked at.
fn accepted(headers: &HeaderMap) -> Wanted {
    let mut found = None;
    let fields = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    for range in fields.flat_map(|value| value.split(',')) {
        let range = range.split(';').next().unwrap_or_default().trim();
        let is = |media_type: &str| range.eq_ignore_ascii_case(media_type);
        if ["application/json", "application/*", "*/*"].into_iter().any(is) {
            return Wanted::Page;
        }
        let file = [TableFormat::Csv, TableFormat::Xlsx]
            .into_iter()
            .find(|format| is(format.media_type()));
        found = found.or(file);
    }
    found.map_or(Wanted::Page, Wanted::File)
}

/// The last part of the address: `payments`.
fn file_name(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    last.chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect()
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, Failure> {
    let malformed = |detail: String| Failure::from(ApiRefusal::Query { detail });
    let uri: Uri = format!("/?{query}")
        .parse()
        .map_err(|error| malformed(format!("{error}")))?;
    match Query::try_from_uri(&uri) {
        Ok(Query(asked)) => Ok(asked),
        Err(rejection) => Err(malformed(rejection.body_text())),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, Request};
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Narrow {
        stage: Option<String>,
    }

    async fn sought(uri: &str, accept: Option<&'static str>) -> Result<Sought<Narrow>, Failure> {
        let mut request = Request::builder().uri(uri).body(()).unwrap();
        if let Some(accept) = accept {
            request
                .headers_mut()
                .insert(header::ACCEPT, HeaderValue::from_static(accept));
        }
        let (mut parts, ()) = request.into_parts();
        Sought::from_request_parts(&mut parts, &()).await
    }

    fn file(format: TableFormat) -> Form {
        Form::File {
            format,
            name: "payments".to_owned(),
        }
    }

    #[tokio::test]
    async fn the_query_names_the_form_before_the_header_does() {
        let csv = Some("text/csv");
        let cases = [
            ("/v1/payments", None, Form::Page),
            ("/v1/payments?stage=reported", csv, file(TableFormat::Csv)),
            ("/v1/payments?format=json", csv, Form::Page),
            (
                "/v1/payments?format=xlsx&stage=a%20b",
                csv,
                file(TableFormat::Xlsx),
            ),
            ("/v1/payments", Some("text/csv, */*;q=0.1"), Form::Page),
            (
                "/v1/payments",
                Some("text/html, Text/CSV;q=0.5"),
                file(TableFormat::Csv),
            ),
            (
                "/v1/payments",
                Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                file(TableFormat::Xlsx),
            ),
        ];
        for (uri, accept, expected) in cases {
            assert_eq!(
                sought(uri, accept).await.unwrap().form,
                expected,
                "{uri} {accept:?}"
            );
        }
    }

    #[tokio::test]
    async fn the_rest_of_the_query_is_read_as_strictly_as_without() {
        let asked = sought("/v1/payments?format=csv&stage=a%20b", None).await.unwrap();
        assert_eq!(asked.asked.stage.as_deref(), Some("a b"));
        for uri in [
            "/v1/payments?format=csv&format=csv",
            "/v1/payments?format=pdf",
            "/v1/payments?format",
            "/v1/payments?f%6Frmat=csv",
            "/v1/payments?format=csv&other=1",
        ] {
            let refused = sought(uri, None).await.unwrap_err().problem();
            assert_eq!(refused.code, "malformed-query", "{uri}");
        }
    }
}
