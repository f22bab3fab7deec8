//! How the service is: whether it takes statements, how large the ledger is and who signs its head, and what it does by itself.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Operator};
use tallystick_base::Millis;
use tallystick_ledger::{VerifierKey, verify_checkpoint};
use tallystick_store::Instance;

use super::audits::{RunView, newest};
use super::{Page, written};
use crate::frame::Frame;
use crate::seat::Seated;
use crate::upkeep::Done;
use crate::{Portal, figures};

/// Who runs it, and who watches it.
const WHO: &[Capacity] = &[Operator, Auditor];

/// How many milliseconds behind the newest a process may be that is not silent: it tells of itself every minute.
const SILENT: u64 = 5 * 60_000;

/// How many signed heads are shown.
const HEADS: u64 = 8;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/service", get(page))
}

#[derive(Template)]
#[template(path = "service/service.html")]
struct ServicePage<'p> {
    frame: Frame<'p>,
    ready: bool,
    version: &'static str,
    began: String,
    address: String,
    public_entries: bool,
    size: u64,
    /// The last signed heads, the newest first.
    heads: Vec<HeadView>,
    note: String,
    vkeys: Vec<String>,
    instances: Vec<InstanceView>,
    done: Done,
    newest: Option<RunView>,
}

/// A signed head: its size and root where its signatures hold.
struct HeadView(Option<(u64, String)>);

impl HeadView {
    fn of(note: &str, vkeys: &[VerifierKey]) -> Self {
        let head = verify_checkpoint(note, vkeys).ok();
        Self(head.map(|head| (head.size, hex::encode(head.root.as_bytes()))))
    }
}

/// A process that serves the ledger.
struct InstanceView {
    instance: Instance,
    /// Whether it wrote this page.
    this: bool,
    /// Whether it has not told of itself for a while.
    silent: bool,
}

/// Every process, measured by the one that told last: this one tells too.
fn instances(all: Vec<Instance>, this: &str) -> Vec<InstanceView> {
    let newest = all.iter().map(|one| one.seen).max();
    let behind = |one: &Instance| {
        newest
            .map_or(0, Millis::as_millis)
            .saturating_sub(one.seen.as_millis())
    };
    let view = |instance: Instance| InstanceView {
        this: instance.id == this,
        silent: behind(&instance) > SILENT,
        instance,
    };
    all.into_iter().map(view).collect()
}

async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(WHO)?;
    let store = portal.store();
    let notes = store.last_checkpoints(HEADS).await?;
    let heads = notes.iter().map(|note| HeadView::of(note, &store.vkeys()));
    let serving = store.instances(seated.viewer()).await?;
    let frame = Frame::new(&portal, seated.visit);
    let settings = portal.settings();
    written(&ServicePage {
        ready: store.is_ready().await,
        version: env!("CARGO_PKG_VERSION"),
        began: figures::moment(settings.began),
        address: settings.address.clone(),
        public_entries: settings.public_entries,
        size: *store.watch().borrow(),
        heads: heads.collect(),
        vkeys: store.vkeys().iter().map(ToString::to_string).collect(),
        instances: instances(serving, &settings.instance),
        done: settings.upkeep.done(),
        newest: newest(&portal, &frame),
        note: notes.into_iter().next().unwrap_or_default(),
        frame,
    })
}
