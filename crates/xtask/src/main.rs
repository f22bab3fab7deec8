//! `cargo xtask`: see the library for what it does.

use std::process::ExitCode;

/// What a batch is decided in are very many small values; decision 0038 says what this one is good for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tallystick_xtask::menu::run()
}
