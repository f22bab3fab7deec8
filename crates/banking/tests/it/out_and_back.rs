//! Two banks lend and are repaid in any order, on lines that revolve and lines that do not, with guarantors and groups: no
//! line is used beyond its limit, unless the limit was lowered under what it carried, and no cent of a total is lost.

use proptest::prelude::*;
use tallystick_banking::{Case, Command, LineScope, LineUse, LineUseTransition, Step, decide};
use tallystick_base::{CreditLineId, Money, PartyId, Subject};

use crate::given::check_named;
use crate::lent::loan;
use crate::requested::{
    accepted, amend, approve, asked, assess, cancel, close, in_group, instruct, lapse, on_debtor, open,
    resume, suspend,
};
use crate::world::{BANK, BUYER, GUARANTOR, SECOND, SECOND_BANK, SERVICE, SUPPLIER, Who, World, morning};

/// How many loans there may be; every second one is the second bank's.
const LOANS: u64 = 6;

const fn bank_of(n: u64) -> Who {
    if n % 2 == 1 { BANK } else { SECOND_BANK }
}

fn head() -> PartyId {
    SECOND.id()
}

fn scope(n: u64) -> LineScope {
    let (debtor, supplier) = (BUYER.id(), SUPPLIER.id());
    match n % 5 {
        0 => on_debtor(),
        1 => LineScope::Supplier { party: supplier },
        2 => LineScope::Pair { debtor, supplier },
        3 => LineScope::Group { head: head() },
        _ => LineScope::Guarantor {
            party: GUARANTOR.id(),
        },
    }
}

/// Requests that can be approved: two rely on a guarantee, one is the debtor's. Each bank has a line for the debtor
/// that does not revolve; debtor and supplier are of one group.
fn before() -> World {
    let mut world = World::new();
    for n in 1..=LOANS {
        let asked = asked(n).of(bank_of(n));
        let asked = match n {
            1 | 2 => asked.relying(),
            3 => asked.downstream(),
            _ => asked,
        };
        world = after(&accepted(world, &asked), bank_of(n), &assess(n).into()).unwrap();
    }
    for (n, bank) in [(11, BANK), (12, SECOND_BANK)] {
        let mut opened = open(n, on_debtor(), "799999.99");
        opened.terms.revolving = false;
        world = after(&world, bank, &opened.into()).unwrap();
    }
    in_group(in_group(world, BUYER, head()), SUPPLIER, head())
}

/// The world after a command, where it is accepted; what holds of every decision is checked.
fn after(world: &World, who: Who, command: &Command) -> Result<World, String> {
    let context = world.context(who);
    let steps = decide(&world.case, command, &context).map_err(|rejection| rejection.code().to_owned())?;
    check_named(&world.case, command, &context, &steps);
    let mut world = world.clone();
    for step in &steps {
        world.case.apply(step).unwrap();
    }
    for step in &steps {
        if step.transition.name() == "reserved" {
            check_room(&world.case, &step.subject);
        }
    }
    Ok(world)
}

/// Whoever uses a line finds it open, and leaves it within its limit.
fn check_room(case: &Case, subject: &Subject) {
    let id = subject
        .original::<CreditLineId>(LineUse::KIND, CreditLineId::KIND)
        .filter(|id| case.lines.contains_key(id));
    let Some(id) = id else { return };
    let (line, used) = (&case.lines[&id], &case.uses[&id]);
    assert_eq!(line.stage.name(), "Open");
    let out = if line.terms.revolving {
        used.drawn
    } else {
        used.ever_drawn
    };
    let both = used.reserved.checked_add(out).unwrap();
    assert!(both.compare(line.terms.limit).unwrap().is_le());
}

/// Totals are the sums of their parts; a bank's book holds its lines that are not closed, and a closed one has no use;
/// what is approved is reserved in full on every line that carries it, and what was given up nowhere.
fn check_sums(case: &Case) {
    for used in case.uses.values() {
        let sum = |part: &dyn Fn(&tallystick_banking::line_use::Used) -> Money| {
            Money::sum(used.reserved.currency(), used.uses.values().map(part)).unwrap()
        };
        assert_eq!(sum(&|of| of.reserved), used.reserved);
        assert_eq!(sum(&|of| of.drawn), used.drawn);
        assert!(used.ever_drawn.compare(used.drawn).unwrap().is_ge());
    }
    for line in case.lines.values() {
        let listed = case.books[&line.bank].lines.contains_key(&line.id);
        assert_eq!(listed, line.stage.name() != "Closed");
        assert!(listed || case.uses[&line.id].uses.is_empty());
    }
    for loan in case.loans.values() {
        for share in &loan.approval.lines {
            let of = case.uses[&share.line].uses.get(&loan.id().subject());
            match loan.stage.name() {
                "Approved" => assert_eq!(of.unwrap().reserved, share.amount),
                "Cancelled" | "Lapsed" => assert!(of.is_none()),
                _ => {}
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Act {
    Signed(Who, Box<Command>),
    /// The money of a loan is out, which was approved and instructed for it if it could be.
    Drawn(u64),
    /// Half of what a loan has drawn came back.
    Restored(u64),
    Day(u32),
}

fn signed(what: u32, n: u64, of: u64, limit: &str, revolving: bool) -> (Option<Who>, Command) {
    let bank = Some(bank_of(n));
    match what {
        0 | 1 => {
            let mut opened = open(of, scope(of), limit);
            opened.terms.revolving = revolving;
            (None, opened.into())
        }
        2 => {
            let mut amended = amend(of, limit);
            amended.terms.revolving = revolving;
            (None, amended.into())
        }
        3 => (None, suspend(of).into()),
        4 => (None, resume(of).into()),
        5 => (None, close(of).into()),
        6..=8 => (bank, approve(n).into()),
        9 => (bank, cancel(n).into()),
        10 => (Some(SERVICE), lapse(n).into()),
        _ => (bank, instruct(n).into()),
    }
}

fn act() -> impl Strategy<Value = Act> {
    let limits = ["100000.00", "400000.00", "799999.99", "1200000.00", "5000000.00"];
    let bank = prop::sample::select(vec![BANK, SECOND_BANK]);
    let parts = (
        0..13_u32,
        1..=LOANS,
        1..=12_u64,
        prop::sample::select(limits.to_vec()),
        any::<bool>(),
    );
    prop_oneof![
        16 => (bank, parts).prop_map(|(bank, (what, n, of, limit, revolving))| {
            let (who, command) = signed(what, n, of, limit, revolving);
            Act::Signed(who.unwrap_or(bank), Box::new(command))
        }),
        3 => (1..=LOANS).prop_map(Act::Drawn),
        3 => (1..=LOANS).prop_map(Act::Restored),
        1 => (20..=26_u32).prop_map(Act::Day),
    ]
}

fn paid_out(mut world: World, n: u64) -> World {
    let bank = bank_of(n);
    for command in [Command::from(approve(n)), instruct(n).into()] {
        world = after(&world, bank, &command).unwrap_or(world);
    }
    moved(&mut world, n, false);
    world
}

/// Money out or back, on every line of a loan.
fn moved(world: &mut World, n: u64, back: bool) {
    let by = loan(n).subject();
    let Some(loan) = world.case.loans.get(&loan(n)).cloned() else {
        return;
    };
    let out = !back && loan.stage.name() == "Instructed";
    for share in &loan.approval.lines {
        let used = &world.case.uses[&share.line];
        let Some(of) = used.uses.get(&by).copied() else {
            continue;
        };
        let by = by.clone();
        let transition = if back && of.drawn.is_positive() {
            let amount = Money::from_minor(of.drawn.minor() / 2 + 1, of.drawn.currency());
            let drawn = used.drawn.checked_sub(amount).unwrap();
            LineUseTransition::Restored { by, amount, drawn }
        } else if out && of.reserved.is_positive() {
            LineUseTransition::Drawn {
                by,
                amount: of.reserved,
                reserved: used.reserved.checked_sub(of.reserved).unwrap(),
                drawn: used.drawn.checked_add(of.reserved).unwrap(),
            }
        } else {
            continue;
        };
        let step = Step::new(LineUse::subject_of(share.line), transition);
        world.case.apply(&step).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_goes_out_and_comes_back_stays_within_every_line(acts in prop::collection::vec(act(), 1..90)) {
        let mut world = before();
        for act in acts {
            match act {
                Act::Signed(who, command) => world = after(&world, who, &command).unwrap_or(world),
                Act::Drawn(n) => world = paid_out(world, n),
                Act::Restored(n) => moved(&mut world, n, true),
                Act::Day(day) => world.now = world.now.max(morning(&format!("2026-01-{day}"))),
            }
            check_sums(&world.case);
        }
    }
}
