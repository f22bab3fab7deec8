//! The bar of a line: what is drawn, what is reserved, and what of the limit is left.

use tallystick_base::Money;

/// How long the bar is, in units of its own.
const LENGTH: u64 = 1_000;

/// The bar of a line. `credit_lines/meter.html` draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) struct Meter {
    /// Paid back, and not free again, from the left.
    pub(in crate::pages) spent: u64,
    /// Drawn, behind it.
    pub(in crate::pages) drawn: u64,
    /// Reserved, behind that.
    pub(in crate::pages) reserved: u64,
    /// Where the limit stands, if it is under the use.
    pub(in crate::pages) limit_at: Option<u64>,
}

impl Meter {
    /// Parts of the limit, or of the use where the limit was lowered under it.
    pub(super) fn of(limit: Money, spent: Money, drawn: Money, reserved: Money) -> Self {
        let [limit, spent, drawn, reserved] =
            [limit, spent, drawn, reserved].map(|amount| u128::try_from(amount.minor()).unwrap_or(0));
        let used = spent + drawn + reserved;
        let whole = limit.max(used).max(1);
        let part = |amount: u128| u64::try_from(amount * u128::from(LENGTH) / whole).unwrap_or(LENGTH);
        Self {
            spent: part(spent),
            drawn: part(drawn),
            reserved: part(reserved),
            limit_at: (used > limit).then(|| part(limit)),
        }
    }

    pub(in crate::pages) const fn reserved_from(&self) -> u64 {
        self.spent + self.drawn
    }
}

#[cfg(test)]
mod tests {
    use tallystick_base::Currency;

    use super::*;

    fn meter([limit, spent, drawn, reserved]: [i64; 4]) -> Meter {
        let yuan = |minor| Money::from_minor(minor, Currency::CNY);
        Meter::of(yuan(limit), yuan(spent), yuan(drawn), yuan(reserved))
    }

    #[test]
    fn the_parts_are_those_of_the_limit() {
        let half = meter([5_000, 0, 2_000, 500]);
        assert_eq!((half.drawn, half.reserved, half.reserved_from()), (400, 100, 400));
        assert_eq!(half.limit_at, None);
    }

    #[test]
    fn a_limit_under_the_use_stands_within_the_bar() {
        let over = meter([1_000, 500, 1_000, 500]);
        assert_eq!((over.spent, over.drawn, over.reserved), (250, 500, 250));
        assert_eq!(over.limit_at, Some(500));
        assert_eq!(meter([0, 0, 0, 0]).limit_at, None);
    }
}
