//! Cookies (RFC 6265), the few that the portal has.

use axum::http::{HeaderMap, HeaderValue, header};

/// The value of a cookie that the browser sent.
pub(crate) fn value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|field| field.to_str().ok())
        .flat_map(|field| field.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// How long a browser keeps a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// For so many seconds.
    Seconds(u32),
    /// Until it is closed.
    WhileOpen,
    /// No longer.
    Dropped,
}

/// A cookie for this site alone, which scripts cannot read. The value must be of letters, digits, `-` and `_`.
pub(crate) fn set(name: &str, value: &str, kept: Kept, secure: bool) -> HeaderValue {
    let age = match kept {
        Kept::Seconds(seconds) => format!("; Max-Age={seconds}"),
        Kept::WhileOpen => String::new(),
        Kept::Dropped => "; Max-Age=0".to_owned(),
    };
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("aa=1; a=2"));
        headers.append(header::COOKIE, HeaderValue::from_static("b=3"));
        assert_eq!(value(&headers, "a"), Some("2"));
        assert_eq!(value(&headers, "b"), Some("3"));
        assert_eq!(value(&headers, "c"), None);
    }

    #[test]
    fn a_cookie_stays_on_this_site() {
        assert_eq!(
            set("a", "x", Kept::WhileOpen, true),
            "a=x; Path=/; HttpOnly; SameSite=Strict; Secure"
        );
        assert_eq!(
            set("a", "", Kept::Dropped, false),
            "a=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
        );
    }
}
