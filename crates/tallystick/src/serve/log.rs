//! The log of what the service does, on standard error. It holds no body, no amount and no secret: only what happened, how long it
//! took, and ids.

use std::io::{self, IsTerminal as _};

use anyhow::anyhow;
use tracing_subscriber::EnvFilter;

use crate::config::LogForm;

/// Logs from here on, in this form.
pub(crate) fn start(form: LogForm, level: EnvFilter) -> anyhow::Result<()> {
    let log = tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_env_filter(level);
    let started = match form {
        LogForm::Text => log.with_ansi(io::stderr().is_terminal()).try_init(),
        LogForm::Json => log.json().flatten_event(true).with_span_list(false).try_init(),
    };
    started.map_err(|error| anyhow!("the log cannot be started: {error}"))
}
