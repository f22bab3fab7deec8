//! The service behind its own certificate.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, ServerName};

use crate::service::{Ledger, Reply, Service};

/// A file of the certificates for tests, which are for localhost and signed by themselves.
pub(crate) fn file(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/certificates");
    folder.join(name).to_str().unwrap().to_owned()
}

fn certificate(name: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_file(file(name)).unwrap()
}

/// Connects, trusting both test certificates, and offering these protocols.
fn connect(service: &Service, protocols: &[&[u8]]) -> StreamOwned<ClientConnection, TcpStream> {
    let mut roots = RootCertStore::empty();
    for name in ["server.pem", "renewed.pem"] {
        roots.add(certificate(name)).unwrap();
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let name = ServerName::try_from("localhost").unwrap();
    let mut connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = TcpStream::connect(&service.address).unwrap();
    while connection.is_handshaking() {
        connection.complete_io(&mut stream).unwrap();
    }
    StreamOwned::new(connection, stream)
}

fn shown(service: &Service) -> CertificateDer<'static> {
    let stream = connect(service, &[]);
    stream
        .conn
        .peer_certificates()
        .unwrap()
        .first()
        .unwrap()
        .clone()
        .into_owned()
}

#[test]
fn requests_travel_over_tls() {
    let ledger = Ledger::open();
    let service = ledger.serve(&[
        "--tls-cert",
        &file("server.pem"),
        "--tls-key",
        &file("server.key"),
    ]);
    assert_eq!(service.scheme, "https");
    let mut stream = connect(&service, &[b"http/1.1"]);
    write!(
        stream,
        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(Reply::parse(&answer).status, 200);
}

#[test]
fn the_newer_protocol_is_preferred() {
    let ledger = Ledger::open();
    let service = ledger.serve(&[
        "--tls-cert",
        &file("server.pem"),
        "--tls-key",
        &file("server.key"),
    ]);
    let stream = connect(&service, &[b"http/1.1", b"h2"]);
    assert_eq!(stream.conn.alpn_protocol(), Some(b"h2".as_slice()));
}

#[test]
fn a_client_without_tls_is_not_served() {
    let ledger = Ledger::open();
    let service = ledger.serve(&[
        "--tls-cert",
        &file("server.pem"),
        "--tls-key",
        &file("server.key"),
    ]);
    let mut stream = TcpStream::connect(&service.address).unwrap();
    write!(
        stream,
        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
}

#[test]
fn a_renewed_certificate_is_used_after_a_hang_up() {
    let ledger = Ledger::open();
    let (pem, key) = (ledger.path("tls.pem"), ledger.path("tls.key"));
    let copy = |name: &str| {
        fs::copy(file(&format!("{name}.pem")), &pem).unwrap();
        fs::copy(file(&format!("{name}.key")), &key).unwrap();
    };
    copy("server");
    let service = ledger.serve(&["--tls-cert", &pem, "--tls-key", &key]);
    assert_eq!(shown(&service), certificate("server.pem"));

    // A broken pair of files does not take the service down.
    fs::write(&pem, "no certificate").unwrap();
    service.signal("HUP");
    assert_eq!(shown(&service), certificate("server.pem"));

    copy("renewed");
    service.signal("HUP");
    let renewed = (0..1000).any(|_| shown(&service) == certificate("renewed.pem"));
    assert!(renewed, "the old certificate is still shown");
    assert_eq!(service.stop().code, 0);
}
