//! Who is asking: extractors that a handler names to say whom it is for.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use tallystick_base::Thumbprint;
use tallystick_commands::parties::Role;
use tallystick_ledger::AccessToken;
use tallystick_store::Viewer;

use crate::Api;
use crate::limits::Address;
use crate::problem::{ApiRefusal, Failure};

/// A member who showed an access token, whatever the roles.
#[derive(Debug)]
pub(crate) struct Signed {
    pub(crate) viewer: Viewer,
    pub(crate) kid: Thumbprint,
}

/// A member who may do more than read.
#[derive(Debug)]
pub(crate) struct Acting(pub(crate) Signed);

/// Anyone, counted by address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visitor;

/// Whoever may read entries of the log: enrolled members, or anyone where the operator says so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogReader;

impl FromRequestParts<Api> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        let address = Address::of(&parts.extensions);
        let signed = authenticate(&parts.headers, api).await;
        if signed.as_ref().is_err_and(is_unknown) {
            // Whoever guesses is slowed down, and told no more than that.
            api.gate().address(address)?;
        }
        let signed = signed?;
        api.gate().key(&signed.kid)?;
        Ok(signed)
    }
}

impl FromRequestParts<Api> for Acting {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        let signed = Signed::from_request_parts(parts, api).await?;
        if signed.viewer.roles.iter().any(|role| acts(*role)) {
            Ok(Self(signed))
        } else {
            Err(ApiRefusal::ReadsOnly.into())
        }
    }
}

impl FromRequestParts<Api> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        api.gate().address(Address::of(&parts.extensions))?;
        Ok(Self)
    }
}

impl FromRequestParts<Api> for LogReader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        if api.public_entries() {
            Visitor::from_request_parts(parts, api).await?;
        } else {
            Signed::from_request_parts(parts, api).await?;
        }
        Ok(Self)
    }
}

const fn acts(role: Role) -> bool {
    match role {
        Role::Maker | Role::Checker | Role::Admin => true,
        Role::Viewer => false,
    }
}

/// Whether the caller did not show who it is; a fault of the store is not the caller's.
fn is_unknown(failure: &Failure) -> bool {
    match failure {
        Failure::Token(_) | Failure::Api(_) => true,
        Failure::Input(_) | Failure::Rule(_) | Failure::Proposal(_) | Failure::Busy | Failure::Fault(_) => {
            false
        }
    }
}

async fn authenticate(headers: &HeaderMap, api: &Api) -> Result<Signed, Failure> {
    let token = AccessToken::parse(bearer(headers)?).map_err(Failure::token)?;
    let store = api.store();
    let Some(held) = store.public_key(token.kid()).await? else {
        return Err(ApiRefusal::NotEnrolled.into());
    };
    if let Some(revoked) = held.revoked {
        return Err(ApiRefusal::RevokedKey { revoked }.into());
    }
    token
        .verify(&held.key, store.ledger(), store.now())
        .map_err(Failure::token)?;
    if *token.issuer() != held.party.subject() {
        return Err(ApiRefusal::ForeignToken.into());
    }
    if held.member.is_none() {
        return Err(ApiRefusal::NotAMember.into());
    }
    // A key in force whose member left stands for nobody any more.
    let viewer = store.viewer(token.kid()).await?.ok_or(ApiRefusal::NotEnrolled)?;
    Ok(Signed {
        viewer,
        kid: token.kid().clone(),
    })
}

/// The token of `Authorization: Bearer …` (RFC 6750, section 2.1). The scheme's name has no case.
fn bearer(headers: &HeaderMap) -> Result<&str, ApiRefusal> {
    let mut fields = headers.get_all(header::AUTHORIZATION).iter();
    let (field, None) = (fields.next().ok_or(ApiRefusal::NoToken)?, fields.next()) else {
        return Err(ApiRefusal::NoToken);
    };
    let text = field.to_str().map_err(|_| ApiRefusal::NoToken)?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim_start()),
        Some(_) | None => Err(ApiRefusal::NoToken),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(fields: &[&'static str]) -> HeaderMap {
        let field = |text: &&'static str| (header::AUTHORIZATION, HeaderValue::from_static(text));
        fields.iter().map(field).collect()
    }

    #[test]
    fn the_token_stands_behind_the_scheme() {
        assert_eq!(bearer(&of(&["Bearer a.b.c"])), Ok("a.b.c"));
        assert_eq!(bearer(&of(&["bearer a.b.c"])), Ok("a.b.c"));
    }

    #[test]
    fn nothing_another_scheme_and_two_tokens_are_no_token() {
        for fields in [&[][..], &["Basic YTpi"], &["a.b.c"], &["Bearer a", "Bearer b"]] {
            assert_eq!(bearer(&of(fields)), Err(ApiRefusal::NoToken), "{fields:?}");
        }
    }
}
