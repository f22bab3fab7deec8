//! TLS: the certificate and key that the operator brings, on ring only.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::sync::watch;

/// Where certificate chain and private key are, both in PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TlsFiles {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

/// What connections are to use from now on. A renewed certificate serves the next connection; those that stand keep theirs.
#[derive(Debug)]
pub(crate) struct Tls {
    files: TlsFiles,
    current: watch::Sender<Arc<ServerConfig>>,
}

impl Tls {
    /// Reads both files.
    pub(crate) fn load(files: TlsFiles) -> anyhow::Result<Self> {
        let (current, _) = watch::channel(Arc::new(read(&files)?));
        Ok(Self { files, current })
    }

    /// Reads both files again. Where that fails, the old certificate stays.
    pub(crate) fn reload(&self) -> anyhow::Result<()> {
        self.current.send_replace(Arc::new(read(&self.files)?));
        Ok(())
    }

    pub(super) fn watch(&self) -> watch::Receiver<Arc<ServerConfig>> {
        self.current.subscribe()
    }
}

/// Makes ring the provider of TLS for the whole process, the client included.
pub(crate) fn install_provider() {
    // It fails where one stands already, which can only be this one: no other is linked.
    let _ = ring::default_provider().install_default();
}

fn read(files: &TlsFiles) -> anyhow::Result<ServerConfig> {
    let chain = certificates(&files.certificate)?;
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .with_context(|| format!("{} does not hold a private key in PEM", files.key.display()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("TLS cannot be set up")?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .with_context(|| {
            format!(
                "{} and {} do not go together",
                files.certificate.display(),
                files.key.display()
            )
        })?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn certificates(path: &Path) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let chain = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("{} cannot be read as certificates in PEM", path.display()))?;
    ensure!(!chain.is_empty(), "{} holds no certificate", path.display());
    Ok(chain)
}
