//! What clients have sent and what they were told, so that it can be held against the ledger afterwards.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tallystick_base::Digest;
use tallystick_client::{Answer, Client, ClientError, Member, ProposalStage, Signed, Signer};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::deadline::PATIENCE;

/// Shared by all clients of one test.
#[derive(Clone)]
pub(crate) struct Book {
    pages: Arc<Mutex<Pages>>,
    /// How many entries were acknowledged.
    acknowledged: watch::Sender<usize>,
}

#[derive(Default)]
struct Pages {
    /// Acknowledged with a receipt: its position, and the identity of its statement.
    entries: BTreeMap<u64, Digest>,
    /// Acknowledged as proposals that wait.
    waiting: BTreeMap<Digest, Signer>,
    /// Sent and not answered yet.
    under_way: BTreeMap<Digest, (Signer, Signed)>,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self {
            pages: Arc::default(),
            acknowledged: watch::Sender::new(0),
        }
    }

    /// Submits in the member's name, and notes both that it was sent and what was answered.
    pub(crate) async fn submit(&self, member: &Member, signed: &Signed) -> Result<Answer, ClientError> {
        self.sent(member, signed);
        let answer = member.submit(signed).await;
        self.answered(member, &signed.id, &answer);
        answer
    }

    /// The same for many at once.
    pub(crate) async fn submit_all(&self, member: &Member, signed: &[Signed]) -> Result<(), ClientError> {
        for one in signed {
            self.sent(member, one);
        }
        let answers = member.submit_all(signed).await?;
        for (one, answer) in signed.iter().zip(&answers) {
            self.answered(member, &one.id, answer);
        }
        for answer in answers {
            answer?;
        }
        Ok(())
    }

    /// Signs a proposal as the second member.
    pub(crate) async fn countersign(&self, second: &Member, id: &Digest) -> Result<Answer, ClientError> {
        let answer = second.sign_proposal(id).await;
        if answer.is_ok() {
            self.answered(second, id, &answer);
        }
        answer
    }

    /// Waits until so many entries were acknowledged, all in all.
    pub(crate) async fn has(&self, entries: usize) {
        let mut seen = self.acknowledged.subscribe();
        // What the wait gives back keeps the number locked, and would keep it from those who acknowledge.
        let enough = timeout(PATIENCE, seen.wait_for(|acknowledged| *acknowledged >= entries))
            .await
            .is_ok();
        let acknowledged = *self.acknowledged.borrow();
        assert!(
            enough,
            "waited {PATIENCE:?} for {entries} entries, and {acknowledged} were acknowledged"
        );
    }

    /// Every entry that was acknowledged.
    pub(crate) fn entries(&self) -> BTreeMap<u64, Digest> {
        self.pages.lock().unwrap().entries.clone()
    }

    /// After a stop: everything that was not answered is sent again, by whom it was sent before, and must be taken now. A proposal that
    /// was acknowledged must still be there.
    pub(crate) async fn settle(&self, client: &Client) -> Settled {
        let (under_way, waiting) = {
            let pages = self.pages.lock().unwrap();
            (pages.under_way.clone(), pages.waiting.clone())
        };
        let mut settled = Settled::default();
        for (signer, signed) in under_way.into_values() {
            let answer = self.submit(&client.as_member(signer), &signed).await.unwrap();
            match answer {
                Answer::Appended { known: true, .. } => settled.sealed_unseen += 1,
                Answer::Appended { known: false, .. } => settled.sealed_now += 1,
                Answer::Waiting(_) => settled.waiting += 1,
            }
        }
        for (id, signer) in waiting {
            let proposal = client.as_member(signer).proposal(&id).await.unwrap();
            match (proposal.stage, proposal.seq) {
                (ProposalStage::Waiting, None) => settled.waiting += 1,
                // Appended by a second signature whose answer was lost.
                (ProposalStage::Appended, Some(seq)) => {
                    settled.sealed_unseen += 1;
                    self.seal(seq, id);
                }
                (stage, seq) => panic!("the proposal {id} is {stage:?} with {seq:?}"),
            }
        }
        settled
    }

    fn sent(&self, member: &Member, signed: &Signed) {
        let mut pages = self.pages.lock().unwrap();
        pages
            .under_way
            .insert(signed.id, (member.signer().clone(), signed.clone()));
    }

    fn answered(&self, member: &Member, id: &Digest, answer: &Result<Answer, ClientError>) {
        match answer {
            Ok(Answer::Appended { receipt, .. }) => {
                self.seal(receipt.seq, *id);
            }
            Ok(Answer::Waiting(proposal)) => {
                let mut pages = self.pages.lock().unwrap();
                pages.under_way.remove(id);
                pages.waiting.insert(proposal.id, member.signer().clone());
            }
            // Refused: nothing was taken. Of anything else nobody knows.
            Err(ClientError::Problem(_)) => {
                self.pages.lock().unwrap().under_way.remove(id);
            }
            Err(_) => {}
        }
    }

    fn seal(&self, seq: u64, id: Digest) {
        let mut pages = self.pages.lock().unwrap();
        pages.under_way.remove(&id);
        pages.waiting.remove(&id);
        let before = pages.entries.insert(seq, id);
        assert!(
            before.is_none_or(|before| before == id),
            "two statements were told {seq}"
        );
        self.acknowledged.send_replace(pages.entries.len());
    }
}

/// What had become of everything that a stop left open.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// In the ledger already, though nobody had been told.
    pub(crate) sealed_unseen: usize,
    /// Not in the ledger before it was sent again.
    pub(crate) sealed_now: usize,
    /// Waiting for a second signature.
    pub(crate) waiting: usize,
}
