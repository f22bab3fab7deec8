//! What the portal keeps beside the ledger: who is signed in, who is invited, and how far each member has read.
//!
//! None of it is an act, so none of it is an entry, and nothing follows from it. What opens a door is kept as a digest: the
//! secret of a sign-in is in one browser and that of an invitation in one link, and neither can be read from the database.

mod challenge;
mod invitation;
mod invitation_refusal;
mod read_mark;
mod row;
mod secret;
mod sign_in;
mod sign_in_refusal;
mod signed_in;

pub use challenge::CHALLENGE_LASTS;
pub use invitation::{
    Invitation, InvitationAnswer, InvitationId, InvitationPurpose, InvitationStage, Invited, Invitee,
    LINK_LASTS, ListedInvitation, MOST_OPEN_INVITATIONS, NewInvitation,
};
pub use invitation_refusal::InvitationRefusal;
pub use secret::sign_in_id;
pub use sign_in::SignedIn;
pub use sign_in_refusal::SignInRefusal;
pub use signed_in::{ListedSignIn, OwnSignIn, SIGN_IN_IDLE, SIGN_IN_LASTS};
