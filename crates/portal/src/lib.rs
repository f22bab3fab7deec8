//! Server-rendered pages: what people use in a browser.
//!
//! A page reads through the same queries as the API, with the same viewer, and changes nothing of the ledger: what a person
//! signs is prepared, checked, signed and submitted by the scripts of the page, in the browser, through the write door of the
//! API. The server never holds a key of a member, and no page has a way of its own to write.
//!
//! Sign-ins, invitations and reading marks are no acts; plain forms change them. A form that another site sends is refused.
//!
//! | to | look at |
//! |---|---|
//! | add a page | `pages/`: a handler that names who may come, reads, and fills a struct; its template in `templates/` |
//! | add words | `locales/{zh,en}/*.ftl` for pages, `data/script.{zh,en}.json` for scripts; tests find what is missing or idle |
//! | let a person sign | a form of class `act`; `assets/js/README.md` says what it carries |
//! | say who may come | [`Capacity`](tallystick_base::Capacity) lists in `places.rs` |
//!
//! # Who is looking
//!
//! A member's key answers a challenge ([`Store::sign_in`](tallystick_store::Store::sign_in)); a cookie then stands for the
//! sign-in until it is idle. Every request reads again whether the key still may sign. The public sees the public pages only.
//!
//! # What this does not stop
//!
//! Scripts come from the server. A dishonest operator could serve others, which show one thing and sign another. Who must be
//! safe from that signs with the command line (`tallystick submit`), whose code the operator does not serve.

mod assets;
mod audits;
mod charts;
mod cookies;
mod demo_seats;
mod desk;
mod failure;
mod figures;
mod fingerprint;
mod frame;
mod language;
mod law;
mod layers;
mod mentions;
mod names;
mod news;
mod pages;
mod people;
mod places;
mod portal;
mod qr;
mod router;
mod seat;
mod stages;
mod upkeep;
mod words;

pub use audits::AuditSettings;
pub use demo_seats::{
    DemoBank, DemoBankFile, DemoInvoice, DemoSeat, DemoSeats, DemoSeller, DemoSide, DemoWords,
};
pub use portal::{Bounds, ListPapers, Listing, Portal, PortalFault, PortalSettings};
pub use router::router;
pub use upkeep::Upkeep;
