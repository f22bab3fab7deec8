//! The five minutes that the README offers, spent as they are written on a demo that has been told.

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};

use crate::checker;
use crate::demo::Kept;
use crate::program::Ended;

const ENGLISH: (&str, &str) = (
    include_str!("../../../../README.md"),
    "\n## Five minutes with it\n",
);
const CHINESE: (&str, &str) = (include_str!("../../../../README.zh-CN.md"), "\n## 五分钟上手\n");

/// The number in the README, in the place of the one that each demo prints anew.
const PRINTED_NUMBER: &str = "0DXM3-HVCEW-SZBN7-9MGQ8";

/// The first entry that confirms, which the README names.
const FIRST_CONFIRMATION: u64 = 85;

/// The commands in their order: a part of each, the code with which it ends, and what it must say.
const SHOWN: &[(&str, i32, &[&str])] = &[
    ("URL=", 0, &[]),
    ("/v1/verify/", 0, &["\"genuine\":true,\"live\":true"]),
    (
        "/log/checkpoint",
        0,
        &["demo.tallystick.invalid\n", "\n\n— demo.tallystick.invalid "],
    ),
    ("/log/proof/85", 0, &["c2sp.org/tlog-proof@v1\nindex 85\n"]),
    (
        "/log/tile/entries/000",
        0,
        &["tallystick-entry/v1\n0\n", "tallystick-entry/v1\n255\n"],
    ),
    (
        "tallystick verify $URL",
        0,
        &["Valid: ledger demo.tallystick.invalid, "],
    ),
    ("check.py $URL", 0, &["ledger: valid\n"]),
    ("KEY=", 0, &[]),
    ("TOKEN=", 0, &[]),
    ("/v1/me", 0, &["\"capacities\":[\"supplier\"]"]),
    (
        "/v1/certificates?stage=free",
        0,
        &["\"outstanding\":{\"value\":\"400000.00\",\"currency\":\"CNY\"}"],
    ),
    ("CERTIFICATE=", 0, &[]),
    (
        "/timeline",
        0,
        &[
            "\"kind\":\"certificate.split/1\"",
            "\"kind\":\"certificate.accept/1\"",
        ],
    ),
    ("cat >", 0, &[]),
    ("tallystick submit", 0, &["entry ", ", received ", "\nstatement "]),
    (
        "tallystick submit",
        1,
        &[
            "refused: certificate/",
            " is Split; this is possible only while it is Free",
        ],
    ),
    ("/bundle -o", 0, &[]),
    (
        "tallystick verify target/demo/bundle.json",
        0,
        &["Valid: certificate/", " in ledger demo.tallystick.invalid, "],
    ),
    (
        "tallystick audit",
        0,
        &["Clean: ledger demo.tallystick.invalid, "],
    ),
];

/// One command of the tour.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    /// What is typed, without the remark behind it.
    typed: String,
    /// The answer that is printed below; `…` stands for what differs each time.
    printed: Option<&'static str>,
}

/// The commands in the fenced blocks of the tour.
fn steps((readme, heading): (&'static str, &str)) -> Vec<Step> {
    let (_, rest) = readme.split_once(heading).unwrap();
    let tour = rest.split("\n## ").next().unwrap();
    let mut steps: Vec<Step> = Vec::new();
    for block in tour.split("\n```").skip(1).step_by(2) {
        let mut in_document = false;
        for line in block.lines().filter(|line| !line.is_empty()) {
            if in_document {
                let step = steps.last_mut().unwrap();
                step.typed.push('\n');
                step.typed.push_str(line);
                in_document = line != "END";
            } else if line.starts_with('{') {
                steps.last_mut().unwrap().printed = Some(line);
            } else {
                in_document = line.ends_with("<<END");
                let typed = line.split("  #").next().unwrap().trim_end().to_owned();
                steps.push(Step { typed, printed: None });
            }
        }
    }
    steps
}

/// Takes the tour on this demo. It splits a certificate, so nothing that rests on the stories may come after it.
pub(crate) fn is_taken(demo: &Kept) {
    curl_is_there();
    the_first_confirmation_is_named_rightly(demo);
    let mut steps = steps(ENGLISH);
    assert_eq!(
        steps.remove(0).typed,
        "cargo run --release -- demo --data target/demo",
        "with these words this demo was started too"
    );
    // The README has the reader do it again.
    let submit = steps
        .iter()
        .position(|step| step.typed.contains(" submit "))
        .unwrap();
    steps.insert(submit + 1, steps[submit].clone());

    let commands: Vec<String> = steps.iter().map(|step| on_this_demo(&step.typed, demo)).collect();
    let taken = take(&commands);

    assert_eq!(steps.len(), SHOWN.len(), "{steps:?}");
    for ((step, ended), (part, code, shown)) in steps.iter().zip(&taken).zip(SHOWN) {
        let told = format!("{}\n{}\n{}", step.typed, ended.said, ended.complained);
        assert!(step.typed.contains(*part), "`{part}` would come next: {told}");
        assert_eq!(ended.code, *code, "{told}");
        let printed = step.printed.unwrap_or_default().split('…');
        for text in shown.iter().copied().chain(printed) {
            assert!(ended.said.contains(text), "no `{text}` in {told}");
        }
    }
    let words = &taken[submit].complained;
    assert!(
        words.contains("into 2 certificates of 150,000.00 CNY, 250,000.00 CNY"),
        "what is signed is said before: {words}"
    );
}

fn curl_is_there() {
    let status = Command::new("curl")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "found no `curl` on the path. The tour of the README is taken and not skipped. Install it with `apt-get install curl` \
         (as root), or let `cargo xtask test` do so"
    );
}

fn the_first_confirmation_is_named_rightly(demo: &Kept) {
    let mut acts = demo.told["acts"].as_array().unwrap().iter();
    let first = acts.find(|act| act["kind"] == "receivable.confirm/1" && act["ending"] == "appended");
    assert_eq!(first.unwrap()["seq"], FIRST_CONFIRMATION);
}

/// A command as this demo takes it: at its address, in its folder, with the number on its certificate and the programs that are
/// tested. At no terminal nobody can be asked before signing.
fn on_this_demo(typed: &str, demo: &Kept) -> String {
    let mut held = demo.told["certificates"].as_array().unwrap().iter();
    let weavers =
        held.find(|held| held["holder"] == "河北洁纺无纺布有限公司" && held["public"]["live"] == true);
    let number = weavers.unwrap()["number"].as_str().unwrap();
    let python = checker::python().to_str().unwrap();
    typed
        .replace("http://127.0.0.1:8080", &demo.url)
        .replace("target/demo", demo.data("").trim_end_matches('/'))
        .replace(PRINTED_NUMBER, number)
        .replace("target/release/tallystick", env!("CARGO_BIN_EXE_tallystick"))
        .replace(" submit ", " submit --yes ")
        .replace("python3 ", &format!("{python} "))
}

/// Runs the commands one after the other in one shell, as a person does in one terminal at the root of the project.
fn take(commands: &[String]) -> Vec<Ended> {
    let folder = tempfile::tempdir().unwrap();
    let file = |number: usize, of: &str| folder.path().join(format!("{number}.{of}"));
    let mut script = String::new();
    for (number, command) in commands.iter().enumerate() {
        let [said, complained, code] = ["said", "complained", "code"].map(|of| file(number, of));
        writeln!(
            script,
            "{{\n{command}\n}} >'{}' 2>'{}'\necho $? >'{}'",
            said.display(),
            complained.display(),
            code.display()
        )
        .unwrap();
    }
    let status = Command::new("sh")
        .args(["-c", &script])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .env("no_proxy", "127.0.0.1")
        .stdin(Stdio::null())
        .status();
    assert!(status.unwrap().success(), "{script}");
    // A tile has lengths between its texts.
    let read =
        |number: usize, of: &str| String::from_utf8_lossy(&fs::read(file(number, of)).unwrap()).into_owned();
    (0..commands.len())
        .map(|number| Ended {
            code: read(number, "code").trim().parse().unwrap(),
            said: read(number, "said"),
            complained: read(number, "complained"),
        })
        .collect()
}

#[test]
fn the_tour_has_the_same_commands_in_chinese() {
    let (chinese, english) = (steps(CHINESE), steps(ENGLISH));
    assert_eq!(chinese, english);
}
