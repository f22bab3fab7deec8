//! The address of a service.

use reqwest::Url;

use crate::ClientError;

/// Reads the address of a service. Plain HTTP is for this machine only: elsewhere it would show tokens and business to the network.
pub(super) fn parse(address: &str) -> Result<Url, ClientError> {
    let refuse = |reason| ClientError::Address {
        address: address.to_owned(),
        reason,
    };
    let mut url =
        Url::parse(address).map_err(|_| refuse("it is no URL such as https://ledger.example.org"))?;
    match url.scheme() {
        "https" => {}
        "http" if is_this_machine(&url) => {}
        "http" => return Err(refuse("plain http is for this machine only; use https")),
        _ => return Err(refuse("it begins with neither https:// nor http://")),
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err(refuse("it has more than a host, a port and a path"));
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

fn is_this_machine(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://ledger.example.org", "https://ledger.example.org/")]
    #[case("https://example.org/receivables", "https://example.org/receivables/")]
    #[case("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    #[case("http://[::1]:8080/", "http://[::1]:8080/")]
    #[case("http://localhost:8080", "http://localhost:8080/")]
    fn an_address_ends_in_a_slash(#[case] address: &str, #[case] base: &str) {
        assert_eq!(parse(address).unwrap().as_str(), base);
    }

    #[rstest]
    #[case("ledger.example.org")]
    #[case("ftp://ledger.example.org")]
    #[case("http://ledger.example.org")]
    #[case("http://192.0.2.7:8080")]
    #[case("http://localhost.example.org")]
    #[case("https://user:secret@ledger.example.org")]
    #[case("https://ledger.example.org/?a=b")]
    fn any_other_address_is_refused(#[case] address: &str) {
        assert_eq!(parse(address).unwrap_err().code(), "address");
    }
}
