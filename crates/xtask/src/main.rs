//! `cargo xtask`: see the library for what it does.

use std::process::ExitCode;

/// As the service has it, so that what a benchmark measures is what is served.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tallystick_xtask::menu::run()
}
