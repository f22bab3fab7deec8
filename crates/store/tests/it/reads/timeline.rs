//! What happened to one subject, and who signed it.

use rstest::rstest;
use tallystick_base::Subject;
use tallystick_store::{Paging, Store, TimelineEntry, Viewer};
use tallystick_testbed::Engine;

use super::story::told;

async fn timeline(store: &Store, viewer: &Viewer, subject: &Subject) -> Vec<TimelineEntry> {
    let mut all = Vec::new();
    let mut paging = Paging {
        after: None,
        limit: 2,
    };
    loop {
        let page = store.timeline(viewer, subject, &paging).await.unwrap();
        all.extend(page.items);
        paging.after = page.next;
        if paging.after.is_none() {
            return all;
        }
    }
}

/// The same, read from its end and turned round.
async fn from_its_end(store: &Store, viewer: &Viewer, subject: &Subject) -> Vec<TimelineEntry> {
    let mut all = Vec::new();
    let mut paging = Paging {
        after: None,
        limit: 3,
    };
    loop {
        let page = store.timeline_back(viewer, subject, &paging).await.unwrap();
        all.extend(page.items);
        paging.after = page.next;
        if paging.after.is_none() {
            all.reverse();
            return all;
        }
    }
}

fn kinds(timeline: &[TimelineEntry]) -> Vec<&str> {
    timeline.iter().map(|step| step.entry.kind.as_str()).collect()
}

const OFFER: &str = "certificate.offer/1";
const ACCEPT: &str = "certificate.accept/1";
const MARK: &str = "certificate.mark-overdue/1";

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_timeline_goes_as_far_as_the_subject_concerned_the_viewer(#[case] engine: Engine) {
    let told = told(engine).await;
    let store = &told.world.store;
    let passed = told.grandchildren[0].subject();
    let whole = [
        "certificate.split/1",
        OFFER,
        ACCEPT,
        OFFER,
        ACCEPT,
        OFFER,
        ACCEPT,
        MARK,
    ];
    for (name, until) in [
        ("supplier", 8),
        ("buyer", 8),
        ("auditor", 8),
        ("carder", 6),
        ("spinner", 4),
        ("weaver", 2),
    ] {
        let viewer = told.world.viewer(name, 0).await;
        let steps = timeline(store, &viewer, &passed).await;
        assert_eq!(kinds(&steps), whole[..until], "{name}");
        assert_eq!(from_its_end(store, &viewer, &passed).await, steps, "{name}");
        assert!(
            steps
                .iter()
                .zip(1_u64..)
                .all(|(step, version)| step.version == version),
            "{name}"
        );
        for step in &steps {
            let moved = step
                .entry
                .moved
                .iter()
                .find(|moved| moved.subject == passed)
                .unwrap();
            assert!(moved.part.is_some(), "{name}");
        }
    }
    for name in ["bank", "centre"] {
        let viewer = told.world.viewer(name, 0).await;
        assert_eq!(timeline(store, &viewer, &passed).await, [], "{name}");
        assert_eq!(from_its_end(store, &viewer, &passed).await, [], "{name}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn signers_are_named_to_their_own_house_and_flagged_to_all(#[case] engine: Engine) {
    let told = told(engine).await;
    let (world, store) = (&told.world, &told.world.store);
    let accepted_by_carder = async |name: &str| {
        let viewer = world.viewer(name, 0).await;
        let steps = timeline(store, &viewer, &told.grandchildren[0].subject()).await;
        steps[4].entry.signers.clone()
    };
    for (name, named) in [("carder", true), ("auditor", true), ("supplier", false)] {
        let signers = accepted_by_carder(name).await;
        let [signer] = signers.as_slice() else {
            panic!("{signers:?}")
        };
        assert_eq!(signer.kid, world.person("carder", 0).key.public().thumbprint());
        assert_eq!(
            signer.member,
            named.then(|| world.person("carder", 0).id),
            "{name}"
        );
        assert!(!signer.suspect && !signer.restored);
    }
    // The two who revoked it signed together, one of them with the doubted key.
    let kid = world.person("carder", 1).key.public().thumbprint();
    let viewer = world.viewer("carder", 0).await;
    let steps = timeline(store, &viewer, &kid.subject()).await;
    assert_eq!(kinds(&steps), ["party.register/1", "key.revoke/1"]);
    let doubted = |step: &TimelineEntry| step.entry.signers.iter().filter(|signer| signer.suspect).count();
    assert_eq!((doubted(&steps[0]), doubted(&steps[1])), (0, 1));
}
