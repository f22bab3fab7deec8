//! Fuzzes the door `embedded_bundle`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tallystick_fuzz::run("embedded_bundle", bytes));
