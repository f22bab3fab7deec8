//! What can happen to a notice.

use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, Millis, NoticeId};

use super::state::{Notice, NoticeRecord, NoticeStage};

/// Something that happened to a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum NoticeTransition {
    /// It arrived.
    Arrived(Box<NoticeRecord>),
    /// The debtor signed that it did.
    Acknowledged {
        /// When.
        at: Millis,
    },
}

impl NoticeTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Arrived(_) => "arrived",
            Self::Acknowledged { .. } => "acknowledged",
        }
    }
}

/// Follows one arrow.
pub fn apply(before: Option<Notice>, transition: &NoticeTransition) -> Result<Notice, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: NoticeId::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, NoticeTransition::Arrived(record)) => Ok(Notice {
            record: (**record).clone(),
            stage: NoticeStage::Arrived {},
        }),
        (None, NoticeTransition::Acknowledged { .. }) => Err(illegal("nothing")),
        (Some(notice), NoticeTransition::Acknowledged { at })
            if notice.stage == (NoticeStage::Arrived {}) =>
        {
            Ok(Notice {
                stage: NoticeStage::Acknowledged { at: *at },
                ..notice
            })
        }
        (Some(notice), _) => Err(illegal(notice.stage.name())),
    }
}
