//! Access tokens: made here, by the member's own key, and used until shortly before they end.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tallystick_base::Millis;
use tallystick_ledger::{AccessToken, LedgerId, Refusal};

use crate::{Ambient, Signer};

/// How long a token is used. It holds for 120 seconds; the rest is left for the way and for clocks that differ.
const USED_FOR: Duration = Duration::from_secs(80);

/// The last token, and when it was made.
#[derive(Debug, Default)]
pub(crate) struct TokenCache(Mutex<Option<(Millis, String)>>);

impl TokenCache {
    /// A token that holds now.
    pub(crate) fn token(
        &self,
        signer: &Signer,
        ledger: &LedgerId,
        ambient: &Ambient,
    ) -> Result<String, Refusal> {
        let now = ambient.now();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((made, token)) = kept.as_ref() {
            // A clock that was set back makes a new token too.
            if now.since(*made).is_some_and(|age| age < USED_FOR) {
                return Ok(token.clone());
            }
        }
        let token = AccessToken::sign(&signer.key, &signer.party.subject(), ledger, now, ambient.nonce())?;
        *kept = Some((now, token.clone()));
        Ok(token)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use tallystick_base::{Capacity, PartyId};
    use tallystick_ledger::SigningKey;

    use super::*;

    const START: u64 = 1_770_000_000_000;

    /// A clock that the test sets, and randomness that never repeats.
    fn ambient() -> (Ambient, Arc<AtomicU64>) {
        let (clock, drawn) = (Arc::new(AtomicU64::new(START)), AtomicU64::new(0));
        let now = Arc::clone(&clock);
        let ambient = Ambient::new(
            move || Millis::new(now.load(Ordering::Relaxed)).unwrap(),
            move |bytes| bytes.fill(u8::try_from(drawn.fetch_add(1, Ordering::Relaxed)).unwrap()),
        );
        (ambient, clock)
    }

    #[test]
    fn a_token_is_used_while_it_holds_and_made_anew_before_it_ends() {
        let (ambient, clock) = ambient();
        let ledger: LedgerId = "ledger.example.org".parse().unwrap();
        let signer = Signer {
            key: SigningKey::from_random(&[7; 32].into()).unwrap(),
            party: PartyId::from_parts(START, [1; 10]),
            capacity: Capacity::Supplier,
        };
        let tokens = TokenCache::default();
        let token_at = |millis| {
            clock.store(millis, Ordering::Relaxed);
            tokens.token(&signer, &ledger, &ambient).unwrap()
        };
        let first = token_at(START);
        assert_eq!(token_at(START + 79_999), first);
        let second = token_at(START + 80_000);
        assert_ne!(second, first);
        // The clock of a story may go back.
        assert_ne!(token_at(START - 1), second);

        let read = AccessToken::parse(&first).unwrap();
        assert_eq!(*read.issuer(), signer.party.subject());
        let now = Millis::new(START + 79_999).unwrap();
        assert_eq!(read.verify(&signer.key.public(), &ledger, now), Ok(()));
    }
}
