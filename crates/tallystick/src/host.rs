//! What only the binary may ask of the machine: the clock and randomness.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use tallystick_base::Millis;
use zeroize::Zeroizing;

/// The time now.
pub(crate) fn now() -> anyhow::Result<Millis> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place where the binary reads the clock"
    )]
    let now = SystemTime::now();
    let since_epoch = now
        .duration_since(UNIX_EPOCH)
        .context("the clock stands before 1970; set it")?;
    let millis = u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX);
    Millis::new(millis).context("the clock cannot be right; set it")
}

/// 32 random bytes from the operating system, wiped when dropped.
pub(crate) fn random() -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place where the binary draws randomness"
    )]
    getrandom::fill(bytes.as_mut_slice()).context("the operating system gives no randomness")?;
    Ok(bytes)
}
