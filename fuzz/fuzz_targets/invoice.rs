//! Fuzzes the door `invoice`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tallystick_fuzz::run("invoice", bytes));
