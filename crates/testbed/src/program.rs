//! The binary under test.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::unavailable::Unavailable;

/// The variable by which `cargo xtask test` names the binary.
const VARIABLE: &str = "TALLYSTICK_PROGRAM";

static PROGRAM: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| match env::var_os(VARIABLE) {
    Some(named) if Path::new(&named).is_file() => Ok(named.into()),
    Some(named) => Err(format!(
        "{VARIABLE} names {}, which is not there",
        Path::new(&named).display()
    )),
    None => build(),
});

/// The binary that `cargo xtask test` names, or one that cargo builds now.
pub fn program() -> Result<&'static Path, Unavailable> {
    PROGRAM.as_deref().map_err(|said| Unavailable::Failed {
        program: "tallystick".to_owned(),
        said: said.clone(),
    })
}

/// The program, without settings that the person at the keyboard may have made for a service of their own.
pub(crate) fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("TALLYSTICK_") {
            command.env_remove(name);
        }
    }
    command
}

/// Builds it in the profile of whoever asks, beside which cargo then puts it.
fn build() -> Result<PathBuf, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["build", "--quiet", "--locked", "--package", "tallystick"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let status = command
        .status()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    if !status.success() {
        return Err("it does not build".to_owned());
    }
    let own =
        env::current_exe().map_err(|error| format!("the path of this program is not known: {error}"))?;
    // A test lies in `deps`, a command beside it.
    let profile = own
        .ancestors()
        .skip(1)
        .find(|folder| !folder.ends_with("deps"))
        .ok_or("this program lies nowhere")?;
    Ok(profile.join(format!("tallystick{}", env::consts::EXE_SUFFIX)))
}
