//! Sessions that need standard input, a closed pipe or a comparison of runs.

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

const REFERENCE: &str = "corpora/demo/reference.ar";
const SYSTEM: &str = "corpora/demo/systems/alif.ar";

fn mizan(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = mizan(arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn standard_input_scores_as_its_file_does() {
    let arguments = |path| ["score", REFERENCE, "-i", path, "--format", "csv"];
    let system = std::fs::read(SYSTEM).unwrap();
    let from_file = mizan(&arguments("x=corpora/demo/systems/alif.ar")).output().unwrap();
    let piped = with_input(&arguments("x=-"), &system);
    assert_eq!(text(&piped.stdout), text(&from_file.stdout));
    let unnamed = with_input(&arguments("-"), &system);
    assert!(text(&unnamed.stdout).contains("\nstdin,bleu,"));
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let run = |threads: &str, segments: &str| {
        let segments = folder.path().join(segments);
        let systems = ["alif", "baa", "taa"].map(|name| format!("corpora/demo/systems/{name}.ar"));
        let mut arguments = vec!["score", REFERENCE, "-i"];
        arguments.extend(systems.iter().map(String::as_str));
        arguments.extend(["-m", "bleu", "chrf++", "ter:arabic=yes", "--format", "json"]);
        arguments.extend(["-j", threads, "--segments", segments.to_str().unwrap()]);
        let output = mizan(&arguments).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        (output.stdout, std::fs::read(segments).unwrap())
    };
    assert_eq!(run("1", "one.jsonl"), run("2", "two.jsonl"));
}

// Not a session in a file: trycmd takes the backslashes for parts of paths.
#[test]
fn latex_is_a_table_with_the_best_in_bold() {
    let mut command = mizan(&[
        "score",
        REFERENCE,
        "-m",
        "bleu",
        "ter",
        "--format",
        "latex",
        "-i",
        SYSTEM,
        "50%_baa=corpora/demo/systems/baa.ar",
    ]);
    let output = command.output().unwrap();
    let table = [
        "\\begin{tabular}{lrr}",
        "\\toprule",
        "system & BLEU $\\uparrow$ & TER $\\downarrow$ \\\\",
        "\\midrule",
        "alif & \\textbf{48.18} & \\textbf{35.70} \\\\",
        "50\\%\\_baa & 22.96 & 60.78 \\\\",
        "\\bottomrule",
        "\\end{tabular}",
    ];
    let text = text(&output.stdout);
    assert!(text.ends_with(&format!("{}\n", table.join("\n"))), "{text}");
    assert!(text.starts_with("% needs \\usepackage{booktabs}"), "{text}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    // More than a pipe holds, so that writing goes on after the reader has gone.
    let systems: Vec<String> = (0..500).map(|n| format!("system-{n}={SYSTEM}")).collect();
    for format in ["text", "json", "jsonl", "csv", "markdown", "latex"] {
        let mut command = mizan(&["score", "tests/cli/files/reference.ar", "-m", "chrf"]);
        command.args(["--format", format, "-i"]);
        command.args(systems.iter().map(|name| name.replace(SYSTEM, "tests/cli/files/alif.ar")));
        let mut child = command.spawn().unwrap();
        let mut start = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut start).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}: {}", text(&output.stderr));
        assert_eq!(text(&output.stderr), "", "{format}");
    }
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("file"), folder.path().join("link"));
    std::fs::write(&file, "old").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let output = mizan(&["score", REFERENCE, "-i", SYSTEM, "-o", link.to_str().unwrap()]).output();
    assert!(output.unwrap().status.success());
    assert!(link.is_symlink());
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("66 segments"));
}

/// `/dev/stdout` by another name, so that a mistake here harms nothing.
#[cfg(unix)]
#[test]
fn an_output_that_leads_to_standard_output_is_added_to_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("out");
    std::os::unix::fs::symlink("/proc/self/fd/1", &link).unwrap();
    let log = folder.path().join("log");
    std::fs::write(&log, "old\n").unwrap();
    let append = std::fs::OpenOptions::new().append(true).open(&log).unwrap();
    let link = link.to_str().unwrap();
    let mut command = mizan(&["score", REFERENCE, "-i", SYSTEM, "-m", "bleu", "-o", link]);
    assert!(command.stdout(append).status().unwrap().success());
    let written = std::fs::read_to_string(&log).unwrap();
    assert!(written.starts_with("old\n66 segments"), "{written}");
    assert!(std::fs::symlink_metadata(link).unwrap().is_symlink());
}

#[test]
fn a_text_of_a_corpus_that_is_a_directory_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["sources/fr-ar.txt", "references/fr-ar.a.txt", "system-outputs/fr-ar/x.txt"] {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "a\n").unwrap();
    }
    let reference = folder.path().join("references/fr-ar.a.txt");
    let directory = folder.path().to_str().unwrap();
    let output = mizan(&["score", directory, "-o", reference.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(reference).unwrap(), "a\n");
}
