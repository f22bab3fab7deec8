//! Fuzzes the door `claim_xlsx`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tallystick_fuzz::run("claim_xlsx", bytes));
