//! Fuzzes the door `inclusion_proof`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tallystick_fuzz::run("inclusion_proof", bytes));
