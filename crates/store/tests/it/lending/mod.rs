//! From a certificate to a repaid loan, on a database: what is stored of it, who finds it, and what happens when many act at once.

mod asked;
mod due;
mod lists;
mod pools;
mod races;
mod records;
mod search;
mod sums;
mod upgrade;

use tallystick_testbed::{Beginning, Beside, Engine, Lending, World};

/// A certificate of 1,200,000.00 that the supplier holds, a product and a line of the bank.
async fn ready(engine: Engine) -> (World, Lending) {
    static READY: Beginning<Lending> = Beginning::untold();
    let telling = move || async move {
        let world = World::with_everybody(engine).await;
        let contract = world.contract("YNYY-HC-2026-017").await;
        let certificate = world.certificate(&contract, "26112000000012345678").await;
        let lending = world.lending(&certificate, "JB-E2E-0001");
        world.bank_opens(&lending, "5000000.00").await;
        (world, lending)
    };
    READY.of(engine, telling).await
}

/// The money is out.
async fn lent(engine: Engine) -> (World, Lending) {
    static LENT: Beginning<Lending> = Beginning::untold();
    let telling = move || async move {
        let (world, lending) = ready(engine).await;
        world.bank_lends(&lending).await;
        (world, lending)
    };
    LENT.of(engine, telling).await
}

/// Something has happened to the loan since.
async fn told(engine: Engine) -> (World, Lending, Beside) {
    static TOLD: Beginning<(Lending, Beside)> = Beginning::untold();
    let telling = move || async move {
        let (world, lending) = lent(engine).await;
        let beside = world.loan_goes_on(&lending).await;
        (world, (lending, beside))
    };
    let (world, (lending, beside)) = TOLD.of(engine, telling).await;
    (world, lending, beside)
}
