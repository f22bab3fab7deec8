//! What only the binary may ask of the machine: the clock and randomness.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use tallystick_base::Millis;
use tallystick_ledger::SigningKey;
use tallystick_store::Ambient;
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

/// Fills a buffer with random bytes from the operating system.
pub(crate) fn fill(bytes: &mut [u8]) -> anyhow::Result<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place where the binary draws randomness"
    )]
    getrandom::fill(bytes).context("the operating system gives no randomness")
}

/// 32 random bytes from the operating system, wiped when dropped.
pub(crate) fn random() -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    fill(bytes.as_mut_slice())?;
    Ok(bytes)
}

/// A new P-256 key. One value in 2^32 is no key and is drawn again; a second time in a row means that the randomness is broken.
pub(crate) fn new_key() -> anyhow::Result<SigningKey> {
    match SigningKey::from_random(&random()?) {
        Ok(key) => Ok(key),
        Err(_) => Ok(SigningKey::from_random(&random()?)?),
    }
}

/// The real clock and the real randomness, for a service that runs.
pub(crate) fn ambient() -> anyhow::Result<Ambient> {
    Ok(Ambient::new(clock()?, filler()?))
}

/// The real clock. It is read once here, so that nothing begins without one.
pub(crate) fn clock() -> anyhow::Result<impl Fn() -> Millis + Send + Sync + 'static> {
    now()?;
    // A clock that is set back before 1970 later on makes every statement too early, which is refused with that reason.
    Ok(|| now().unwrap_or(EPOCH))
}

/// The real randomness. Some is drawn here, so that nothing begins without it.
pub(crate) fn filler() -> anyhow::Result<impl Fn(&mut [u8]) + Send + Sync + 'static> {
    random()?;
    Ok(|bytes: &mut [u8]| {
        fill(bytes).expect("an operating system that gave randomness once does not stop giving it");
    })
}

const EPOCH: Millis = match Millis::new(0) {
    Ok(epoch) => epoch,
    Err(_) => Millis::MAX,
};
