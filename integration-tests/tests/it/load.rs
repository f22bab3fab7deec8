//! Clients that work at the same time: each leads contracts through their lives, one after the other.

use std::panic::resume_unwind;
use std::sync::Arc;

use serde_json::{Value, json};
use tallystick_base::{CertificateId, ContractId, ReceivableId};
use tallystick_client::{Answer, Client, ClientError, Member, Signed};
use tokio::task::JoinSet;

use crate::book::Book;
use crate::cast::{Cast, signed_by_all};
use crate::chance::Chance;
use crate::house::House;
use crate::papers::{self, Trade};
use crate::server::Running;

/// Running clients; they stop where they are when this is dropped.
pub(crate) struct Load {
    clients: JoinSet<()>,
}

impl Load {
    /// So many clients, spread over the servers. They go on until they are dropped, or their server is gone.
    pub(crate) fn start(
        house: &House,
        cast: &Arc<Cast>,
        book: &Book,
        servers: &[&Running],
        clients: usize,
        chance: &mut Chance,
    ) -> Self {
        let mut set = JoinSet::new();
        for server in servers.iter().cycle().take(clients) {
            let worker = Worker {
                client: house.client(server, chance.branch()),
                cast: Arc::clone(cast),
                book: book.clone(),
                chance: chance.branch(),
            };
            set.spawn(worker.work());
        }
        Self { clients: set }
    }

    /// Stops every client, wherever it is.
    pub(crate) async fn abandon(mut self) {
        self.clients.abort_all();
        self.ended().await;
    }

    /// Waits until the clients have ended, because their server did or because they were stopped.
    pub(crate) async fn ended(mut self) {
        while let Some(ended) = self.clients.join_next().await {
            if let Err(defect) = ended
                && !defect.is_cancelled()
            {
                resume_unwind(defect.into_panic());
            }
        }
    }
}

struct Worker {
    client: Client,
    cast: Arc<Cast>,
    book: Book,
    chance: Chance,
}

impl Worker {
    /// One life after the other. A broken connection ends it; a refusal is a defect, as clients do not meet here.
    async fn work(mut self) {
        loop {
            let lived = match self.chance.below(4) {
                0 => self.many_contracts_at_once().await,
                _ => self.one_life().await,
            };
            match lived {
                Ok(()) => {}
                Err(ClientError::Problem(problem)) if problem.status < 500 => {
                    panic!("a client that disturbs nobody was refused: {problem}")
                }
                Err(error) => {
                    println!("a client ends: {error}");
                    return;
                }
            }
        }
    }

    /// Contract, acceptance, claim, confirmation by two, split.
    async fn one_life(&mut self) -> Result<(), ClientError> {
        let cast = Arc::clone(&self.cast);
        let trade = cast.trade();
        let supplier = cast.maker.member(0, &self.client);
        let hospital = cast.hospital.members(&self.client);
        let (contract, terms) = self.contract(&trade);
        self.act(&supplier, "contract.register/1", &terms).await?;
        self.act(&hospital[0], "contract.accept/1", &json!({"contract": contract}))
            .await?;

        let minor = 100_000 + self.chance.below(1_000_000);
        let receivable = self.client.ambient().id(ReceivableId::from_parts).to_string();
        let invoice = format!("{:020}", self.chance.next());
        let claim = trade.claim(&receivable, &contract, &invoice, minor);
        self.act(&supplier, "receivable.claim/1", &claim).await?;

        let certificate = self.certificate();
        let confirmation = trade.confirmation(&receivable, &certificate, minor);
        self.confirm(&hospital, &confirmation).await?;

        let first = 1 + self.chance.below(minor - 1);
        let children = [(self.certificate(), first), (self.certificate(), minor - first)];
        let split = papers::split(&certificate, &children);
        self.act(&supplier, "certificate.split/1", &split).await?;
        Ok(())
    }

    /// Through the batch door.
    async fn many_contracts_at_once(&mut self) -> Result<(), ClientError> {
        let cast = Arc::clone(&self.cast);
        let trade = cast.trade();
        let supplier = cast.maker.member(0, &self.client);
        let mut signed: Vec<Signed> = Vec::new();
        for _ in 0..=self.chance.below(6) {
            let (_, terms) = self.contract(&trade);
            let one = std::slice::from_ref(&supplier);
            signed.push(signed_by_all(one, "contract.register/1", &terms).await?);
        }
        self.book.submit_all(&supplier, &signed).await
    }

    /// Both sign before it is sent, or the maker proposes and the checker signs what waits.
    async fn confirm(&mut self, hospital: &[Member], confirmation: &Value) -> Result<(), ClientError> {
        if self.chance.below(2) == 0 {
            let signed = signed_by_all(hospital, "receivable.confirm/1", confirmation).await?;
            self.book.submit(&hospital[0], &signed).await?;
            return Ok(());
        }
        let proposed = self
            .act(&hospital[0], "receivable.confirm/1", confirmation)
            .await?;
        let proposal = proposed.proposal().expect("one signature is not enough");
        self.book.countersign(&hospital[1], &proposal.id).await?;
        Ok(())
    }

    async fn act(&self, member: &Member, kind: &str, body: &Value) -> Result<Answer, ClientError> {
        let signed = signed_by_all(std::slice::from_ref(member), kind, body).await?;
        self.book.submit(member, &signed).await
    }

    fn contract(&mut self, trade: &Trade<'_>) -> (String, Value) {
        let contract = self.client.ambient().id(ContractId::from_parts).to_string();
        let terms = trade.contract(&contract, &format!("YNYY-{:016x}", self.chance.next()));
        (contract, terms)
    }

    fn certificate(&self) -> String {
        self.client.ambient().id(CertificateId::from_parts).to_string()
    }
}
