//! The settings of `tallystick serve`.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use clap::ValueEnum;
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use super::place::{Place, PlaceArgs};
use crate::serve::TlsFiles;

const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);
const METRICS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 9464);
const READERS: u32 = 8;
const CONNECTIONS: usize = 1024;
const STOP_WITHIN: u64 = 30;
/// Every start would tell of each migration that it found done.
const LOG_LEVEL: &str = "info,sea_orm_migration=warn";

/// How to serve, as typed.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// The address to serve [default: 127.0.0.1:8080].
    #[arg(long, env = "TALLYSTICK_LISTEN", value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The address under which people reach the service, such as <https://receivables.example>; it is printed in certificates
    /// [default: the address served].
    #[arg(long, env = "TALLYSTICK_ADDRESS", value_name = "URL")]
    address: Option<String>,
    /// The address of the metrics, for Prometheus, or off [default: 127.0.0.1:9464].
    #[arg(long, env = "TALLYSTICK_METRICS", value_name = "ADDRESS:PORT")]
    metrics: Option<MetricsAddress>,
    /// The certificate chain for TLS, in PEM, with --tls-key. Both files are read again on SIGHUP.
    #[arg(long, env = "TALLYSTICK_TLS_CERT", value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// The private key of the certificate, in PEM.
    #[arg(long, env = "TALLYSTICK_TLS_KEY", value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// Let anyone read the leaves of the log, which show who acts with whom and when, but no name, amount or term.
    #[arg(
        long,
        env = "TALLYSTICK_PUBLIC_ENTRIES",
        value_name = "true|false",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    public_entries: Option<bool>,
    /// Connections to the database for reading [default: 8].
    #[arg(long, env = "TALLYSTICK_READERS", value_name = "N")]
    readers: Option<u32>,
    /// Connections of clients at once; more wait [default: 1024].
    #[arg(long, env = "TALLYSTICK_CONNECTIONS", value_name = "N")]
    connections: Option<usize>,
    /// Seconds that requests under way may still take when the service is asked to stop [default: 30].
    #[arg(long, env = "TALLYSTICK_STOP_WITHIN", value_name = "SECONDS")]
    stop_within: Option<u64>,
    /// The form of the log on standard error [default: text].
    #[arg(long, env = "TALLYSTICK_LOG", value_name = "FORM")]
    log: Option<LogForm>,
    /// What to log: error, warn, info, debug, or as tracing's filters have it [default: info].
    #[arg(long, env = "TALLYSTICK_LOG_LEVEL", value_name = "LEVEL")]
    log_level: Option<String>,
}

/// How to serve.
#[derive(Debug)]
pub(crate) struct ServeSettings {
    pub(crate) place: Place,
    pub(crate) listen: SocketAddr,
    pub(crate) address: Option<String>,
    pub(crate) metrics: MetricsAddress,
    pub(crate) tls: Option<TlsFiles>,
    pub(crate) public_entries: bool,
    pub(crate) readers: u32,
    pub(crate) connections: usize,
    pub(crate) stop_within: Duration,
    pub(crate) log: LogForm,
    pub(crate) log_level: EnvFilter,
}

/// Where metrics are served, if anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum MetricsAddress {
    /// Nowhere.
    Off,
    /// On this address, to whoever can reach it.
    On(SocketAddr),
}

impl FromStr for MetricsAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            address => address
                .parse()
                .map(Self::On)
                .map_err(|_| "write an address with its port, as in 127.0.0.1:9464, or off".to_owned()),
        }
    }
}

impl TryFrom<String> for MetricsAddress {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for MetricsAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => formatter.write_str("off"),
            Self::On(address) => address.fmt(formatter),
        }
    }
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LogForm {
    /// A line for people.
    Text,
    /// A JSON object a line, for programs.
    Json,
}

impl ServeArgs {
    /// Settles everything that was not typed.
    pub(crate) fn resolve(self) -> anyhow::Result<ServeSettings> {
        let (place, file) = self.place.resolve_with_file()?;
        let tls = tls_files(self.tls_cert.or(file.tls_cert), self.tls_key.or(file.tls_key))?;
        let connections = self.connections.or(file.connections).unwrap_or(CONNECTIONS);
        ensure!(
            connections > 0,
            "--connections must be at least 1, or nobody could connect"
        );
        let stop_within = self.stop_within.or(file.stop_within).unwrap_or(STOP_WITHIN);
        let level = self.log_level.or(file.log_level);
        Ok(ServeSettings {
            place,
            listen: self.listen.or(file.listen).unwrap_or(LISTEN),
            address: self
                .address
                .or(file.address)
                .as_deref()
                .map(reached)
                .transpose()?,
            metrics: self
                .metrics
                .or(file.metrics)
                .unwrap_or(MetricsAddress::On(METRICS)),
            tls,
            public_entries: self.public_entries.or(file.public_entries).unwrap_or(false),
            readers: self.readers.or(file.readers).unwrap_or(READERS).max(1),
            connections,
            stop_within: Duration::from_secs(stop_within),
            log: self.log.or(file.log).unwrap_or(LogForm::Text),
            log_level: EnvFilter::try_new(level.as_deref().unwrap_or(LOG_LEVEL))
                .context("--log-level must be error, warn, info, debug, or a filter of tracing's")?,
        })
    }
}

/// The address under which people reach the service, without a slash behind.
fn reached(address: &str) -> anyhow::Result<String> {
    let address = address.trim_end_matches('/').to_owned();
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    ensure!(
        rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['?', '#', ' '])),
        "--address must be a whole address, such as <https://receivables.example>; it is {address:?}"
    );
    Ok(address)
}

fn tls_files(certificate: Option<PathBuf>, key: Option<PathBuf>) -> anyhow::Result<Option<TlsFiles>> {
    match (certificate, key) {
        (Some(certificate), Some(key)) => Ok(Some(TlsFiles { certificate, key })),
        (None, None) => Ok(None),
        (Some(_), None) => bail!("--tls-cert needs --tls-key, the private key of that certificate"),
        (None, Some(_)) => bail!("--tls-key needs --tls-cert, the certificate of that key"),
    }
}
