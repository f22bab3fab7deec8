//! What a ledger's name says about what it is for.

use tallystick_ledger::LedgerId;

/// Names that nobody can own (RFC 2606, RFC 6761): a ledger under one is no real one.
const RESERVED: [&str; 6] = [
    "example",
    "test",
    "localhost",
    "example.com",
    "example.net",
    "example.org",
];

/// Whether a ledger is a demo's, whose clock can be set.
pub(crate) fn is_demo(ledger: &LedgerId) -> bool {
    is_under(ledger, "invalid")
}

/// Whether a ledger is for trying things out.
pub(crate) fn is_trial(ledger: &LedgerId) -> bool {
    RESERVED.iter().any(|name| is_under(ledger, name))
}

fn is_under(ledger: &LedgerId, name: &str) -> bool {
    let host = ledger.as_str().split('/').next().unwrap_or_default();
    host.strip_suffix(name)
        .is_some_and(|above| above.is_empty() || above.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("demo.tallystick.invalid", true, false)]
    #[case("demo.invalid/beijing", true, false)]
    #[case("ledger.example.org", false, true)]
    #[case("example/first", false, true)]
    #[case("localhost", false, true)]
    #[case("ledger.bjfin.cn", false, false)]
    #[case("notexample.org", false, false)]
    #[case("ledger.cn/invalid", false, false)]
    fn a_name_says_what_a_ledger_is_for(#[case] name: &str, #[case] demo: bool, #[case] trial: bool) {
        let ledger = name.parse().unwrap();
        assert_eq!((is_demo(&ledger), is_trial(&ledger)), (demo, trial));
    }
}
