//! Waiting for something to become true, and no longer than it may take.

use std::time::Duration;

use tokio::time::{sleep, timeout};

/// Longer than anything here takes on a busy machine; whoever waits this long has found a defect.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// Asks again and again until there is an answer; fails when there is none within [`PATIENCE`].
pub(crate) async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let answered = timeout(PATIENCE, async {
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            sleep(Duration::from_millis(10)).await;
        }
    });
    answered
        .await
        .unwrap_or_else(|_| panic!("waited {PATIENCE:?} in vain until {what}"))
}
