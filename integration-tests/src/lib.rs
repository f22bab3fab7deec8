//! Stories over the real server and a real database: the code is in `tests/it`, and nothing is here.
//!
//! Each test starts the binary, `tallystick`, as an operator would, on a database of its own
//! (`tallystick-testbed`), and talks to it through the public HTTP API with `tallystick-client`, as any other
//! program would. What runs in one process is tested where it lives; here are the things that only show between
//! processes: a server killed while it works, several at one database, a race between parties.
//!
//! `cargo xtask test` tells the tests by `TALLYSTICK_PROGRAM` which binary to start; without that variable they have
//! cargo build it. Loads and moments are drawn from a seed, which a failing test prints; `TALLYSTICK_SEED` draws
//! them again. `cargo xtask torture` runs the tests that kill, more often (`TALLYSTICK_KILLS`).
