//! How it ends: closed, paid, and every cent accounted for.

use tallystick_base::Salt;
use tallystick_certificates::{EvidenceStage, ReceivableStage};

use crate::books;
use crate::cast::supplier;
use crate::example::example;
use crate::world::World;

pub(super) fn the_contract_is_closed(world: &mut World) {
    world.day("2026-04-23");
    let rest = example("receivable.confirm/1").text("/rest").to_owned();
    let withdrawal = example("receivable.withdraw/1").with("/receivable", rest);
    world.signs(supplier().by([0]), withdrawal);
    world.signs(supplier().by([0]), example("contract.close/1"));
    let claim =
        example("receivable.claim/1").with("/receivable", "receivable/019db900-0000-7000-8000-000000000000");
    world.refused(supplier().by([0]), claim, "contract-stage");
}

pub(super) fn nothing_is_owed_and_nothing_is_lost(world: &World) {
    let case = &world.case;
    books::balance(case);
    assert!(
        case.certificates()
            .certificates
            .values()
            .all(|certificate| !certificate.is_live())
    );
    let paid = case
        .certificates()
        .certificates
        .values()
        .flat_map(|certificate| &certificate.payments);
    let paid = books::sum(paid.map(|payment| payment.amount));
    let used = books::sum(
        case.certificates()
            .contracts
            .allowances
            .values()
            .map(|allowance| allowance.used),
    );
    assert_eq!((paid.to_string(), paid), ("900,000.00 CNY".to_owned(), used));
    assert!(
        case.certificates()
            .receivables
            .values()
            .all(|receivable| !receivable.is_open())
    );

    // An invoice backs what was confirmed on it; the others are free.
    for (invoice, evidence) in &case.certificates().evidence {
        let backs_confirmed = match &evidence.stage {
            EvidenceStage::Free {} => true,
            EvidenceStage::Claimed { by } => by.iter().all(|id| {
                matches!(
                    case.certificates().receivables[id].stage,
                    ReceivableStage::Confirmed(_)
                )
            }),
        };
        assert!(backs_confirmed, "{invoice}");
    }
    assert_eq!(
        world.due(Salt::from_bytes([0; 16])),
        [],
        "nothing is left to fall due"
    );
}
