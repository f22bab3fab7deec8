//! The two sizes at which every page is looked at.

use serde_json::{Value, json};

/// How much of a page is seen at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 1440 × 900 pixels, and a mouse.
    Desktop,
    /// 375 × 812 pixels, and a finger.
    Phone,
}

impl Width {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Desktop, Self::Phone];

    /// Width and height in CSS pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Desktop => (1440, 900),
            Self::Phone => (375, 812),
        }
    }

    pub(super) fn is_phone(self) -> bool {
        match self {
            Self::Desktop => false,
            Self::Phone => true,
        }
    }

    /// As the driver is told when the browser starts.
    pub(super) fn emulated(self) -> Value {
        let (width, height) = self.size();
        let phone = self.is_phone();
        json!({ "width": width, "height": height, "pixelRatio": 1, "touch": phone, "mobile": phone })
    }

    /// As the browser is told for one picture of another height.
    pub(super) fn as_high_as(self, height: u64) -> Value {
        let (width, _) = self.size();
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": self.is_phone() })
    }
}
