//! Lengths on the page, in whole numbers.

use std::ops::{Add, AddAssign, Sub};

/// A length in thousandths of a point. The page is laid out in whole numbers, so that it comes out the same on every
/// machine; only the library that draws takes floats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Length(i64);

impl Length {
    pub(super) const ZERO: Self = Self(0);

    /// Thousandths of a point.
    pub(super) const fn mils(mils: i64) -> Self {
        Self(mils)
    }

    /// Whole points.
    pub(super) const fn points(points: i64) -> Self {
        Self(points * 1_000)
    }

    /// What a part of so many thousandths of it is.
    pub(super) const fn thousandths(self, part: i64) -> Self {
        Self(self.0 * part / 1_000)
    }

    /// So many times as long.
    pub(super) const fn times(self, count: i64) -> Self {
        Self(self.0 * count)
    }

    /// One of so many equal parts of it, rounded down.
    pub(super) const fn divided(self, parts: i64) -> Self {
        Self(self.0 / parts)
    }

    /// In points, as the library draws.
    #[expect(
        clippy::cast_precision_loss,
        clippy::float_arithmetic,
        reason = "a page is less than a million thousandths long, which a float holds exactly"
    )]
    pub(super) const fn drawn(self) -> f32 {
        self.0 as f32 / 1_000.0
    }
}

impl Add for Length {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
