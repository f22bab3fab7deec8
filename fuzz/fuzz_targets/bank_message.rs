//! Fuzzes the door `bank_message`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tallystick_fuzz::run("bank_message", bytes));
