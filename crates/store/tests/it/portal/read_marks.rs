//! How far a member has read.

use rstest::rstest;
use tallystick_testbed::{Engine, World};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_mark_is_a_members_own_and_moves_forward_only(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let (maker, checker) = (world.viewer("buyer", 0).await, world.viewer("buyer", 1).await);
    assert_eq!(store.read_mark(&maker).await.unwrap(), 0);
    for (seq, reached) in [(5, 5), (3, 5), (5, 5), (9, 9)] {
        store.mark_read(&maker, seq).await.unwrap();
        assert_eq!(store.read_mark(&maker).await.unwrap(), reached);
    }
    assert_eq!(store.read_mark(&checker).await.unwrap(), 0);

    // What is still to come cannot have been seen.
    let last = *store.watch().borrow() - 1;
    for seq in [u64::MAX, last + 1] {
        store.mark_read(&checker, seq).await.unwrap();
        assert_eq!(store.read_mark(&checker).await.unwrap(), last);
    }
}
