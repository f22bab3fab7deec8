//! What a statement names: its own subject, those it may move, and the facts it relies on.
//!
//! What a decision only reads, and what many acts move, stands in `alt`: it is not pinned to a version, so that no act of
//! others makes the statement stale.

mod auction;
mod ending;
mod guarantee;
mod product;
mod request;
mod review;

use tallystick_base::{Named, PartyId, Subject};
use tallystick_parties::Rules;

use crate::{Case, Command, Rejection};

pub use ending::ended_with;

/// What a statement of this command names, as far as body and states tell.
pub fn subjects(command: &Command, _acting: PartyId, case: &Case) -> Result<Named, Rejection> {
    match command {
        Command::PublishProduct(body) => product::publish(body),
        Command::ReviseProduct(body) => product::revise(body),
        Command::WithdrawProduct(body) => Ok(product::withdraw(body)),
        Command::SubmitRequest(body) => request::submit(body),
        Command::JoinRequest(body) => request::join(case, body),
        Command::AcceptOffer(body) => request::accept(case, body),
        Command::WithdrawRequest(body) => request::withdraw(case, body),
        Command::ExpireRequest(body) => request::expire(case, body),
        Command::MakeOffer(body) => review::offer(case, body),
        Command::WithdrawOffer(body) => Ok(review::withdraw_offer(body)),
        Command::DeclineRequest(body) => review::decline(case, body),
        Command::CommitBid(body) => auction::commit(case, body),
        Command::RevealBid(body) => auction::reveal(case, body),
        Command::CloseAuction(body) => auction::close(case, body),
        Command::OfferGuarantee(body) => guarantee::offer(body),
        Command::WithdrawGuarantee(body) => guarantee::withdraw(case, body),
        Command::IssueGuarantee(body) => guarantee::issue(case, body),
        Command::LapseGuarantee(body) => Ok(guarantee::lapse(body)),
    }
}

fn rules() -> Result<Subject, Rejection> {
    Ok(
        Rules::subject(Rules::DEFAULT).map_err(|_| tallystick_parties::Rejection::RulesNotFound {
            pack: Rules::DEFAULT.to_owned(),
        })?,
    )
}
