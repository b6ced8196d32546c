//! Folder: a configuration of its own, with the demo's texts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder with a configuration, which goes away with the test.
pub(super) struct Folder(tempfile::TempDir);

/// What a run of the command left.
pub(super) struct Done {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Folder {
    /// The demo without its source, so that names are not judged: scores alone are fast.
    pub(super) fn without_source(gate: &str) -> Self {
        Folder::of(gate, &["reference.ar"], "", "[\"chrf\", \"ter\"]")
    }

    /// The demo with its source.
    pub(super) fn with_source(gate: &str) -> Self {
        Folder::of(
            gate,
            &["reference.ar", "source.fr"],
            "source = \"source.fr\"\n",
            "[\"chrf\", \"entity\"]",
        )
    }

    fn of(gate: &str, files: &[&str], source: &str, metrics: &str) -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        let demo = Path::new("corpora/demo");
        for file in files.iter().chain(&["documents.txt"]) {
            fs::copy(demo.join(file), folder.path(file)).unwrap();
        }
        fs::create_dir(folder.path("out")).unwrap();
        for system in ["alif", "baa"] {
            let name = format!("out/{system}.ar");
            fs::copy(demo.join(format!("systems/{system}.ar")), folder.path(&name)).unwrap();
        }
        folder.write(
            "mizan.toml",
            &format!(
                "schema = 1\n[[testset]]\nname = \"demo\"\n{source}references = [\"reference.ar\"]\n\
                 documents = \"documents.txt\"\nsystems = \"out/*.ar\"\n[metrics]\nuse = {metrics}\n\
                 [gate]\nsamples = 1000\n{gate}"
            ),
        );
        folder
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Changes the lines of a file.
    pub(super) fn change(&self, name: &str, change: impl Fn(usize, &str) -> String) {
        let text = self.read(name);
        let lines = text.lines().enumerate().map(|(index, line)| change(index, line) + "\n");
        let text: String = lines.collect();
        self.write(name, &text);
    }

    /// Runs the command in the folder.
    pub(super) fn mizan(&self, arguments: &[&str]) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
        command.current_dir(self.0.path()).args(arguments).env_remove("GITHUB_STEP_SUMMARY");
        done(command.output().unwrap())
    }

    pub(super) fn gate(&self) -> Done {
        self.mizan(&["gate"])
    }

    /// The decision as JSON.
    pub(super) fn decision(&self) -> Value {
        serde_json::from_str(&self.mizan(&["gate", "--format", "json"]).out).unwrap()
    }

    /// Makes the baseline.
    pub(super) fn update(&self, arguments: &[&str]) -> Done {
        self.mizan(&[&["baseline", "update"], arguments].concat())
    }
}

pub(super) fn done(output: Output) -> Done {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Done { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}
