//! A largest age, as typed.

use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tallystick_base::Millis;

use crate::host;

/// A number with its unit: `30s`, `90m`, `36h` or `7d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Age(Duration);

impl Age {
    /// The time now and this age, as the verifier wants them.
    pub(super) fn before_now(self) -> anyhow::Result<(Millis, Duration)> {
        Ok((host::now()?, self.0))
    }
}

impl FromStr for Age {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = text.strip_prefix(digits).unwrap_or_default();
        let seconds = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 60 * 60,
            "d" => 24 * 60 * 60,
            _ => bail!("write a number and its unit: s, m, h or d, as in 36h"),
        };
        let number: u64 = digits
            .parse()
            .context("the unit must follow a whole number, as in 36h")?;
        let seconds = number
            .checked_mul(seconds)
            .context("no file is that old; write less")?;
        Ok(Self(Duration::from_secs(seconds)))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0s", 0)]
    #[case("90m", 5_400)]
    #[case("36h", 129_600)]
    #[case("7d", 604_800)]
    fn an_age_is_a_number_with_its_unit(#[case] text: &str, #[case] seconds: u64) {
        assert_eq!(text.parse::<Age>().unwrap(), Age(Duration::from_secs(seconds)));
    }

    #[rstest]
    #[case("")]
    #[case("7")]
    #[case("d")]
    #[case("-1d")]
    #[case("1.5h")]
    #[case("7 d")]
    #[case("7w")]
    #[case("7日")]
    #[case("18446744073709551615d")]
    fn what_is_no_age_is_refused(#[case] text: &str) {
        assert!(text.parse::<Age>().is_err());
    }
}
