//! Contracts and their amendments.

use tallystick_contracts::{
    AcceptAmendment, AcceptContract, CloseContract, ProposeAmendment, RegisterContract, RejectAmendment,
    RejectContract, TerminateContract, WithdrawAmendment, WithdrawContract,
};

use super::{CommandSpec, PolicyAmount};
use crate::schemas::Body;

pub(super) const SPECS: &[CommandSpec] = &[
    CommandSpec::new(
        "contract.register/1",
        Body::of::<RegisterContract>(),
        "contract/<new>",
        "Registers a trade contract; either side does, and the other answers.",
    )
    .alt(&["contract-number/<number>"])
    .rel(&["profile/<supplier>", "profile/<buyer>", "rules/cn"])
    .amount(PolicyAmount::Stated),
    CommandSpec::new(
        "contract.accept/1",
        Body::of::<AcceptContract>(),
        "contract/<contract>",
        "Accepts a registered contract, and opens the allowance for what may be confirmed under it.",
    )
    .alt(&["allowance/<contract>"])
    .amount(PolicyAmount::ContractSum),
    CommandSpec::new(
        "contract.reject/1",
        Body::of::<RejectContract>(),
        "contract/<contract>",
        "Rejects a registered contract; its number is free again.",
    )
    .alt(&["contract-number/<number>"])
    .amount(PolicyAmount::ContractSum),
    CommandSpec::new(
        "contract.withdraw/1",
        Body::of::<WithdrawContract>(),
        "contract/<contract>",
        "Takes a registered contract back before it is answered; its number is free again.",
    )
    .alt(&["contract-number/<number>"])
    .amount(PolicyAmount::ContractSum),
    CommandSpec::new(
        "contract.close/1",
        Body::of::<CloseContract>(),
        "contract/<contract>",
        "Closes a contract to new claims; what was claimed goes on.",
    )
    .amount(PolicyAmount::ContractSum),
    CommandSpec::new(
        "contract.terminate/1",
        Body::of::<TerminateContract>(),
        "contract/<contract>",
        "Records that a contract ended before its time; what was claimed goes on.",
    )
    .amount(PolicyAmount::ContractSum),
    CommandSpec::new(
        "amendment.propose/1",
        Body::of::<ProposeAmendment>(),
        "amendment/<new>",
        "Proposes a change of an accepted contract.",
    )
    .rel(&["contract/<contract>"])
    .amount(PolicyAmount::AmendedSum),
    CommandSpec::new(
        "amendment.accept/1",
        Body::of::<AcceptAmendment>(),
        "amendment/<amendment>",
        "Accepts an amendment, which takes effect at once.",
    )
    .alt(&["contract/<contract>", "allowance/<contract>"])
    .amount(PolicyAmount::AmendedSum),
    CommandSpec::new(
        "amendment.reject/1",
        Body::of::<RejectAmendment>(),
        "amendment/<amendment>",
        "Rejects an amendment.",
    )
    .amount(PolicyAmount::ProposedSum),
    CommandSpec::new(
        "amendment.withdraw/1",
        Body::of::<WithdrawAmendment>(),
        "amendment/<amendment>",
        "Takes an amendment back before it is answered.",
    )
    .amount(PolicyAmount::ProposedSum),
];
