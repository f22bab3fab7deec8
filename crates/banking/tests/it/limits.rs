//! Whatever banks do, and in whatever order: no line is over its limit unless that was lowered under its use.

use proptest::collection::vec;
use proptest::prelude::*;
use tallystick_banking::line_use::Used;
use tallystick_banking::{ApproveLoan, Case, Command, InstructLoan, LineScope, LoanStage};
use tallystick_base::{CreditLineId, Millis, Money};

use crate::given::given;
use crate::lent::loan;
use crate::promises::line;
use crate::requested::{
    Asked, amend, approve, asked, cancel, instruct, lapse, on_debtor, open, ready, resume, suspend,
};
use crate::world::{BANK, BUYER, SECOND_BANK, SERVICE, SUPPLIER, Who, World, cny, text};

/// How many requests each bank has.
const REQUESTS: u64 = 6;
const HOUR: u64 = 3_600_000;

/// What somebody tries, some hours after the try before.
#[derive(Debug, Clone, Copy)]
enum Try {
    Open { scope: u8, limit: u32, revolving: bool },
    Amend { scope: u8, limit: u32, revolving: bool },
    Suspend { scope: u8 },
    Resume { scope: u8 },
    Close { scope: u8 },
    Approve { n: u64, hours: u64 },
    Cancel { n: u64 },
    Lapse { n: u64 },
    Instruct { n: u64 },
}

fn tries() -> impl Strategy<Value = Vec<(Try, bool, u64)>> {
    let scope = 0..4_u8;
    let limit = 1..16_u32;
    let n = 1..=REQUESTS;
    let each = prop_oneof![
        3 => (scope.clone(), limit.clone(), any::<bool>())
            .prop_map(|(scope, limit, revolving)| Try::Open { scope, limit, revolving }),
        2 => (scope.clone(), limit, any::<bool>())
            .prop_map(|(scope, limit, revolving)| Try::Amend { scope, limit, revolving }),
        1 => scope.clone().prop_map(|scope| Try::Suspend { scope }),
        2 => scope.clone().prop_map(|scope| Try::Resume { scope }),
        1 => scope.prop_map(|scope| Try::Close { scope }),
        8 => (n.clone(), 1..200_u64).prop_map(|(n, hours)| Try::Approve { n, hours }),
        2 => n.clone().prop_map(|n| Try::Cancel { n }),
        3 => n.clone().prop_map(|n| Try::Lapse { n }),
        2 => n.prop_map(|n| Try::Instruct { n }),
    ];
    vec((each, any::<bool>(), 0..20_u64), 1..40)
}

/// The two banks have lines and requests of their own.
fn of(second: bool, n: u64) -> u64 {
    if second { 100 + n } else { n }
}

fn bank(second: bool) -> Who {
    if second { SECOND_BANK } else { BANK }
}

fn scope(n: u8) -> LineScope {
    let (debtor, supplier) = (BUYER.id(), SUPPLIER.id());
    match n {
        0 => on_debtor(),
        1 => LineScope::Supplier { party: supplier },
        2 => LineScope::Pair { debtor, supplier },
        _ => LineScope::Programme { tag: text("专项") },
    }
}

/// In steps of 100,000.00, so that some fit exactly.
fn hundred_thousands(n: u32) -> String {
    format!("{n}00000.00")
}

fn command(attempt: Try, second: bool, now: Millis) -> (Who, Command) {
    let numbered = |scope: u8| of(second, 1 + u64::from(scope));
    let at = |hours: u64| Millis::new(now.as_millis() + hours * HOUR).unwrap();
    let command = match attempt {
        Try::Open {
            scope: on,
            limit,
            revolving,
        } => {
            let mut body = open(numbered(on), scope(on), &hundred_thousands(limit));
            body.terms.revolving = revolving;
            body.into()
        }
        Try::Amend {
            scope,
            limit,
            revolving,
        } => {
            let mut body = amend(numbered(scope), &hundred_thousands(limit));
            body.terms.revolving = revolving;
            body.into()
        }
        Try::Suspend { scope } => suspend(numbered(scope)).into(),
        Try::Resume { scope } => resume(numbered(scope)).into(),
        Try::Close { scope } => crate::requested::close(numbered(scope)).into(),
        Try::Approve { n, hours } => {
            let until = at(hours);
            ApproveLoan {
                until,
                ..approve(of(second, n))
            }
            .into()
        }
        Try::Cancel { n } => cancel(of(second, n)).into(),
        Try::Lapse { n } => return (SERVICE, lapse(of(second, n)).into()),
        Try::Instruct { n } => InstructLoan {
            value_on: now.date_at(480),
            ..instruct(of(second, n))
        }
        .into(),
    };
    (bank(second), command)
}

fn before() -> World {
    let mut world = World::new();
    for second in [false, true] {
        for n in 1..=REQUESTS {
            let asked = Asked {
                bank: bank(second),
                ..asked(of(second, n))
            };
            let amount = if n % 2 == 0 { "300000.00" } else { "480000.00" };
            world = ready(world, &asked.namesake(amount));
        }
    }
    world
}

fn counted(case: &Case, id: CreditLineId) -> Money {
    let nothing = cny("0.00");
    let (Some(used), Some(line)) = (case.uses.get(&id), case.lines.get(&id)) else {
        return nothing;
    };
    used.counted(&line.terms).unwrap()
}

/// A line is over its limit only where the limit was lowered under its use: then no use has grown.
fn check_limits(before: &Case, after: &Case) {
    for line in after.lines.values() {
        let now = counted(after, line.id);
        if now.compare(line.terms.limit).unwrap().is_gt() {
            let grown = now.compare(counted(before, line.id)).unwrap().is_gt();
            assert!(!grown, "{} carries {now} of {}", line.id, line.terms.limit);
        }
    }
}

fn check_totals(case: &Case) {
    for used in case.uses.values() {
        let nothing = cny("0.00");
        let sum = |part: fn(&Used) -> Money| Money::sum(nothing.currency(), used.uses.values().map(part));
        assert_eq!(sum(|used| used.reserved), Ok(used.reserved));
        assert_eq!(sum(|used| used.drawn), Ok(used.drawn));
    }
}

/// A loan that is approved or instructed holds exactly what its lines carry of it; any other holds nothing.
fn check_held(case: &Case) {
    for (id, loan) in &case.loans {
        let holds = matches!(
            loan.stage,
            LoanStage::Approved { .. } | LoanStage::Instructed { .. }
        );
        for (line, used) in &case.uses {
            let share = loan.approval.lines.iter().find(|share| share.line == *line);
            let expected = share.filter(|_| holds).map(|share| Used {
                reserved: share.amount,
                drawn: cny("0.00"),
            });
            assert_eq!(used.uses.get(&id.subject()).copied(), expected, "{id} on {line}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_line_is_over_its_limit_unless_that_was_lowered_under_its_use(tries in tries()) {
        let mut world = before();
        for (attempt, second, hours) in tries {
            world.now = Millis::new(world.now.as_millis() + hours * HOUR).unwrap();
            let (who, command) = command(attempt, second, world.now);
            let decided = given(&world).when(who, command);
            if decided.answer.is_ok() {
                let after = decided.accepted();
                check_limits(&world.case, &after.case);
                check_totals(&after.case);
                check_held(&after.case);
                world = after;
            }
        }
    }

    #[test]
    fn of_loans_of_400_000_on_one_line_as_many_pass_as_fit_in_whatever_order(
        limit in 1..20_u32,
        order in Just((1..=8_u64).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut world = crate::requested::with_debtor_line(&World::new(), &hundred_thousands(limit));
        for n in 1..=8 {
            world = ready(world, &asked(n));
        }
        for n in order {
            let decided = given(&world).when(BANK, approve(n));
            if decided.answer.is_ok() {
                world = decided.accepted();
            }
        }
        let fit = usize::try_from(limit / 4).unwrap().min(8);
        prop_assert_eq!(world.case.loans.len(), fit);
        prop_assert_eq!(world.case.uses[&line(1)].uses.len(), fit);
        prop_assert!(world.case.loans.contains_key(&loan(1)) || fit < 8);
    }
}
