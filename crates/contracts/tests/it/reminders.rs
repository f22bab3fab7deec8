//! What waits for an answer.

use tallystick_contracts::{Reminder, reminders};

use crate::given::given;
use crate::world::*;

#[test]
fn a_registration_waits_for_the_side_that_did_not_make_it() {
    let world = World::new().registered(body());
    let waiting = Reminder::ContractUnanswered {
        contract: contract_id(1),
        party: party(HOSPITAL),
    };
    assert_eq!(reminders(&world.case), [waiting]);
    let accepted = given(&world).when(hospital(), accept()).accepted();
    assert_eq!(reminders(&accepted.case), []);
}

#[test]
fn an_amendment_waits_while_it_can_still_take_effect() {
    let waiting = |n, who| Reminder::AmendmentUnanswered {
        amendment: amendment_id(n),
        party: party(who),
    };
    let world = World::with_contract().proposed(1, amount("900000.00"));
    let world = given(&world)
        .when(hospital(), propose(2, amount("800000.00")))
        .accepted();
    assert_eq!(
        reminders(&world.case),
        [waiting(1, HOSPITAL), waiting(2, SUPPLIER)]
    );
    let stale = given(&world).when(hospital(), accept_amendment(1)).accepted();
    assert_eq!(reminders(&stale.case), []);
    let closed = given(&world).when(hospital(), close()).accepted();
    assert_eq!(reminders(&closed.case), []);
}
