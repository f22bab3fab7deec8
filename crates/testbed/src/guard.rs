//! A process that ends when this one does, however this one ends.

use std::io::{BufRead as _, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::unavailable::Unavailable;

/// A value in a `static` is never dropped, and nothing is dropped when a process is killed. So a shell stands between:
/// it waits for the end of a pipe that closes with this process, ends the child and removes its folder. Started in the
/// background, the child has neither the pipe nor the terminal's interrupt.
const SHELL: &str = r#"
folder=$1
shift
"$@" &
child=$!
trap '' HUP INT TERM
exec >/dev/null 2>&1
cat
kill -9 "$child"
wait "$child"
[ -z "$folder" ] || rm -rf "$folder" || { sleep 1; rm -rf "$folder"; }
"#;

/// A child under guard; ended when dropped.
pub(crate) struct Guarded {
    shell: Child,
    /// Kept open, for the child may go on writing to it.
    said: Lines<BufReader<ChildStdout>>,
}

impl Guarded {
    /// Starts it. The folder is removed when the child has ended.
    pub(crate) fn start(command: &Command, folder: Option<&Path>) -> Result<Self, Unavailable> {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", SHELL, "guard"])
            .arg(folder.unwrap_or(Path::new("")))
            .arg(command.get_program())
            .args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let mut shell = shell
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Unavailable::NotStarted("sh".into(), error))?;
        let said = shell.stdout.take().expect("the output is a pipe");
        Ok(Self {
            shell,
            said: BufReader::new(said).lines(),
        })
    }

    /// Reads what the child says up to the line that this function understands; gives everything that was said when it
    /// ended without such a line.
    pub(crate) fn hear<T>(&mut self, understand: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let mut heard = String::new();
        for line in self.said.by_ref().map_while(Result::ok) {
            if let Some(understood) = understand(&line) {
                return Ok(understood);
            }
            heard.push_str(&line);
            heard.push('\n');
        }
        Err(heard)
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // Closes the pipe first, on which the shell does its work.
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn shell(words: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", words]);
        command
    }

    fn is_running(process: &str) -> bool {
        let mut ask = shell("kill -0 \"$0\" 2>/dev/null");
        ask.arg(process).status().unwrap().success()
    }

    #[test]
    fn a_child_ends_with_its_guard_and_its_folder_goes_too() {
        let folder = tempfile::tempdir().unwrap().keep();
        fs::write(folder.join("file"), "x").unwrap();
        let mut guarded = Guarded::start(
            &shell("echo starting; echo it is $$; exec sleep 600"),
            Some(&folder),
        )
        .unwrap();
        let process = guarded
            .hear(|line| line.strip_prefix("it is ").map(str::to_owned))
            .unwrap();
        assert!(is_running(&process));
        drop(guarded);
        assert!(!is_running(&process));
        assert!(!folder.exists());
    }

    #[test]
    fn what_a_child_said_before_it_failed_is_given() {
        let mut guarded = Guarded::start(&shell("echo no port is free; exit 1"), None).unwrap();
        assert_eq!(guarded.hear(|_| None::<()>), Err("no port is free\n".to_owned()));
    }

    #[test]
    fn a_child_has_the_variables_that_it_was_given() {
        let mut command = shell("echo $MOOD");
        command.env("MOOD", "calm");
        let mut guarded = Guarded::start(&command, None).unwrap();
        assert_eq!(guarded.hear(|line| Some(line.to_owned())), Ok("calm".to_owned()));
    }
}
