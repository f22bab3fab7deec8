//! Pages in a real browser, before the real binary: the code is in `tests/browser`, and nothing is here.
//!
//! Most tests share one demo (`tallystick_testbed::Stage`), which is started when the first of them begins; each has a browser
//! with a fresh profile before it (`tallystick_testbed::browser`), as wide as a desk or a phone. A page has a module here; it is
//! opened, read and used in the words of the person before it, in both languages, and `Browser::assert_no_serious` has
//! axe-core look at it. A test fails too when an error is left on the console or a request has left the service.
//!
//! `cargo xtask test` installs Chromium and fetches axe-core. By hand: `cargo test --workspace --test browser`, and the name of
//! a test.
