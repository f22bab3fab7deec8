//! What a buyer owes for paying late, and the file with which a supplier complains about it.

mod complaint;
mod interest;

pub use complaint::{ComplaintFile, ComplaintParty, complaint_file};
pub use interest::{LateBasis, LateInterestOwed, LateLine, late_interest_owed};
