//! How large an enterprise is.

use serde::{Deserialize, Serialize};

/// The size class of an enterprise under the State's standard for small and medium enterprises.
///
/// It is the class at the signing of the contract that counts (Order 802 article 3). Which class an enterprise is
/// in follows from its industry, staff and turnover, and is stated by it; nothing here computes it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SizeClass {
    /// 微型企业.
    Micro,
    /// 小型企业.
    Small,
    /// 中型企业.
    Medium,
    /// 大型企业: every other one.
    Large,
}

impl SizeClass {
    /// Every class, from small to large.
    pub const ALL: [Self; 4] = [Self::Micro, Self::Small, Self::Medium, Self::Large];

    /// Whether Order 802 protects it as a supplier: micro, small or medium.
    pub const fn is_protected(self) -> bool {
        match self {
            Self::Micro | Self::Small | Self::Medium => true,
            Self::Large => false,
        }
    }

    /// Whether it may act through a single member: micro or small.
    pub const fn is_micro_or_small(self) -> bool {
        match self {
            Self::Micro | Self::Small => true,
            Self::Medium | Self::Large => false,
        }
    }
}
