//! The notice of an assignment or pledge to the debtor. Its time of arrival is the entry (Civil Code articles 546 and 768).

mod state;
mod transition;

pub use state::{Notice, NoticeRecord, NoticeStage};
pub use transition::{NoticeTransition, apply};
