//! Fuzzes the door `xml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tallystick_fuzz::run("xml", bytes));
