//! Which processes serve the ledger, as they tell of themselves.

use rstest::rstest;
use tallystick_base::Millis;
use tallystick_store::{INSTANCE_KEPT, Instance};
use tallystick_testbed::{Engine, World};

use super::{HOUR, MINUTE};

/// A process that began to serve at this moment, and tells of itself for the first time.
pub(super) fn instance(id: &str, began: Millis) -> Instance {
    Instance {
        id: id.to_owned(),
        address: format!("https://{id}.ledger.test"),
        version: "1.0.0".to_owned(),
        began,
        seen: began,
        swept: None,
        scrubbed: None,
    }
}

fn after(moment: Millis, millis: u64) -> Millis {
    Millis::new(moment.as_millis() + millis).unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn each_tells_of_itself_anew_and_one_that_is_silent_is_forgotten(#[case] engine: Engine) {
    let world = World::open(engine).await;
    let (store, now) = (&world.store, world.store.now());
    let viewer = world.viewer("operator", 0).await;
    assert_eq!(store.instances(&viewer).await.unwrap(), []);
    let (mut first, second) = (instance("one", now), instance("two", after(now, MINUTE)));
    store.note_instance(&second).await.unwrap();
    store.note_instance(&first).await.unwrap();
    first.seen = after(now, HOUR);
    first.swept = Some(after(now, 3 * MINUTE));
    first.scrubbed = Some(after(now, 2 * MINUTE));
    store.note_instance(&first).await.unwrap();
    assert_eq!(store.instances(&viewer).await.unwrap(), [first.clone(), second]);

    let kept = u64::try_from(INSTANCE_KEPT.as_millis()).unwrap();
    first.seen = after(now, MINUTE + kept);
    store.note_instance(&first).await.unwrap();
    assert_eq!(store.instances(&viewer).await.unwrap(), [first]);
    store.forget_instance("one").await.unwrap();
    assert_eq!(store.instances(&viewer).await.unwrap(), []);
}
