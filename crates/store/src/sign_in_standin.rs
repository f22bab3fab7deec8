#![allow(missing_docs, unused, clippy::all)]
use crate::*;
#[derive(Debug)]
pub struct SignedIn {
    pub secret: String,
    pub viewer: Viewer,
}
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct SignInRefusal;
impl SignInRefusal {
    pub fn code(&self) -> &'static str {
        "x"
    }
}
impl Store {
    pub async fn challenge(&self) -> Result<tallystick_ledger::Nonce, StoreError> {
        todo!()
    }
    pub async fn sign_in(&self, token: &str) -> Result<SignedIn, SignInRefusal> {
        todo!()
    }
    pub async fn signed_in(&self, s: &str) -> Result<Option<Viewer>, StoreError> {
        todo!()
    }
    pub async fn sign_out(&self, s: &str) -> Result<(), StoreError> {
        todo!()
    }
}
