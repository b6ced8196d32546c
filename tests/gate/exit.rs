//! Exit: each exit code, and what leads to it.

use super::folder::Folder;

const DROP: &str = "baseline = \"b.mizan\"\n[[gate.rule]]\nmetric = \"chrf\"\nmax_drop = 0.5\n";

/// The first words of every other line are lost.
fn worsen(folder: &Folder) {
    folder.change("out/alif.ar", |_, line| line.split(' ').skip(2).collect::<Vec<_>>().join(" "));
}

#[test]
fn what_did_not_change_passes() {
    let folder = Folder::without_source(DROP);
    assert_eq!(folder.update(&[]).code, 0);
    let done = folder.gate();
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.starts_with("gate passed; baseline b.mizan\n"), "{}", done.out);
}

#[test]
fn a_drop_that_is_shown_fails() {
    let folder = Folder::without_source(DROP);
    folder.update(&[]);
    worsen(&folder);
    let done = folder.gate();
    assert_eq!(done.code, 1);
    assert!(done.out.contains("fail: chrf max_drop 0.5  demo/alif: "), "{}", done.out);
    assert!(done.out.contains("; a drop of more than 0.5 is shown"), "{}", done.out);
    assert!(!done.out.contains("fail: chrf max_drop 0.5  demo/baa"), "{}", done.out);
    assert_eq!(folder.mizan(&["gate", "--exit-zero"]).code, 0);
    let drop = &folder.decision()["verdicts"][0]["drop"];
    assert!(drop["p_adjusted"].as_f64() >= drop["p"].as_f64(), "{drop}");
    assert!(drop["interval"]["high"].as_f64().unwrap() < -0.5, "{drop}");
}

#[test]
fn an_error_of_the_configuration_is_two() {
    let folder = Folder::without_source("[[gate.rule]]\nmetric = \"chrf\"\nmn = 1\n");
    let done = folder.gate();
    assert_eq!(done.code, 2);
    assert!(done.err.contains("did you mean 'min'?"), "{}", done.err);

    let folder = Folder::without_source("[[gate.rule]]\nmetric = \"bleu\"\nmin = 1\n");
    let done = folder.gate();
    assert_eq!(done.code, 2);
    assert!(done.err.contains("bleu is not measured"), "{}", done.err);
    // What cannot be read is an error, whatever the exit code is to be.
    std::fs::remove_file(folder.path("reference.ar")).unwrap();
    assert_eq!(folder.mizan(&["gate", "--exit-zero"]).code, 2);
    assert_eq!(folder.mizan(&["gate", "--config", "nowhere"]).code, 2);
}

#[test]
fn without_baseline_nothing_is_decided() {
    let folder = Folder::without_source(DROP);
    let done = folder.gate();
    assert_eq!(done.code, 3);
    assert!(done.out.contains("there is no baseline b.mizan"), "{}", done.out);
    let how = |word: &str| {
        let folder = Folder::without_source(&format!("on_missing_baseline = \"{word}\"\n{DROP}"));
        (folder.gate().code, folder.mizan(&["gate", "--strict"]).code)
    };
    assert_eq!(how("warn"), (0, 4));
    assert_eq!(how("pass"), (0, 0));
}

#[test]
fn nothing_tested_is_three() {
    for gate in [
        "",
        "[[gate.rule]]\nmetric = \"chrf\"\nmin = 1\nlevel = \"off\"\n",
        "[[gate.rule]]\nmetric = \"chrf\"\nmin = 1\nwhere = { domain = \"nowhere\" }\n",
        "[[gate.rule]]\nmetric = \"chrf\"\nmin = 1\nmin_segments = 67\n",
        "[[gate.rule]]\ncheck = \"name\"\nmax = 99\n",
    ] {
        let folder = Folder::without_source(gate);
        let done = folder.gate();
        assert_eq!(done.code, 3, "{gate}: {}{}", done.out, done.err);
    }
    let folder = Folder::without_source("[[gate.rule]]\nmetric = \"chrf\"\nmin = 0\n");
    for file in ["reference.ar", "out/alif.ar", "out/baa.ar", "documents.txt"] {
        folder.write(file, "");
    }
    assert_eq!(folder.gate().code, 3);
}

#[test]
fn warnings_are_four_only_with_strict() {
    let folder =
        Folder::without_source("[[gate.rule]]\nmetric = \"chrf\"\nlevel = \"warn\"\nmin = 60\n");
    let done = folder.gate();
    assert_eq!(done.code, 0);
    assert!(done.out.contains("warn: chrf min 60  demo/baa: 54.75 is below 60"), "{}", done.out);
    assert_eq!(folder.mizan(&["gate", "--strict"]).code, 4);
}

#[test]
fn floors_hold_within_a_part() {
    let rule = |bound: &str| {
        let gate = format!(
            "[[gate.rule]]\nmetric = \"ter\"\n{bound}\nwhere = {{ domain = \"pol*\", file = \"out/a*\" }}\n"
        );
        let folder = Folder::without_source(&gate);
        let decision = folder.decision();
        (folder.gate().code, decision["verdicts"].as_array().unwrap().clone())
    };
    let (code, verdicts) = rule("max = 60");
    assert_eq!((code, verdicts.len()), (0, 1));
    assert!(verdicts[0]["segments"].as_u64().unwrap() < 66);
    assert_eq!(rule("max = 10").0, 1);
}

#[test]
fn a_small_drop_is_inconclusive_and_says_what_would_decide() {
    let gate = |word: &str| {
        let folder = Folder::without_source(&format!("on_inconclusive = \"{word}\"\n{DROP}"));
        folder.update(&[]);
        // Noise each way: some lines lose a word, others become the reference.
        let reference: Vec<String> =
            folder.read("reference.ar").lines().map(str::to_owned).collect();
        folder.change("out/baa.ar", |index, line| match (index % 12, index % 4) {
            (0, _) => reference[index].clone(),
            (_, 1) => line.split(' ').skip(3).collect::<Vec<_>>().join(" "),
            _ => line.to_owned(),
        });
        folder
    };
    let folder = gate("warn");
    let done = folder.gate();
    if !done.out.contains("inconclusive") {
        panic!("the example is no longer one: {}", done.out);
    }
    assert_eq!(done.code, 0);
    assert!(done.out.contains("too few to see the tolerance"), "{}", done.out);
    assert_eq!(folder.mizan(&["gate", "--strict"]).code, 4);
    assert_eq!(gate("error").gate().code, 1);
    assert_eq!(gate("pass").mizan(&["gate", "--strict"]).code, 0);
}

#[test]
fn any_drop_fails_where_that_is_asked_for() {
    let folder = Folder::without_source(&DROP.replace("0.5", "0.0\nmode = \"any\""));
    folder.update(&[]);
    folder.change(
        "out/alif.ar",
        |index, line| {
            if index == 3 { String::new() } else { line.to_owned() }
        },
    );
    let done = folder.gate();
    assert_eq!(done.code, 1, "{}", done.out);
    let verdict = &folder.decision()["verdicts"][0];
    assert!(verdict["drop"]["interval"].is_null() && verdict["outcome"] == "fail", "{verdict}");
}

#[test]
fn a_run_is_decided_too() {
    let folder = Folder::without_source("[[gate.rule]]\nmetric = \"chrf\"\nmin = 60\n");
    let done = folder.mizan(&["run", "-o", "report"]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    assert!(done.out.contains("gate failed"), "{}", done.out);
    assert!(folder.read("report/gate.json").contains("\"ending\": \"failed\""));
    assert!(folder.read("report/gate.md").starts_with("<!-- mizan-gate -->"));
    let again = folder.mizan(&["gate", "--evaluation", "report/evaluation.mizan"]);
    assert_eq!(again.code, 1);
    assert_eq!(again.out, folder.gate().out);
}

#[test]
fn a_missing_baseline_that_is_let_pass_is_said_in_every_format() {
    let folder = Folder::without_source(&format!("on_missing_baseline = \"pass\"\n{DROP}"));
    for format in ["text", "json", "junit", "github", "markdown"] {
        let done = folder.mizan(&["gate", "-q", "--strict", "--format", format]);
        assert_eq!(done.code, 0, "{}", done.out);
        assert!(done.out.contains("no baseline b.mizan: nothing was compared"), "{}", done.out);
    }
}

#[test]
fn what_changed_since_the_evaluation_is_said() {
    let folder = Folder::without_source("[[gate.rule]]\nmetric = \"chrf\"\nmin = 1\n");
    folder.mizan(&["run", "-q", "-o", "report"]);
    let gate = || folder.mizan(&["gate", "--evaluation", "report/evaluation.mizan", "--strict"]);
    assert_eq!(gate().code, 0);
    worsen(&folder);
    let done = gate();
    assert_eq!(done.code, 4, "{}", done.out);
    assert!(done.out.contains("warning: out/alif.ar changed since the evaluation"), "{}", done.out);
    std::fs::remove_file(folder.path("out/alif.ar")).unwrap();
    assert!(gate().out.contains("out/alif.ar cannot be read any more"));
}

#[test]
fn the_configuration_is_found_above_and_the_environment_stands_over_it() {
    let folder = Folder::without_source(DROP);
    let within = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mizan"));
        command.current_dir(folder.path("out")).args(arguments);
        super::folder::done(command.output().unwrap())
    };
    let made = within(&["baseline", "update"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(folder.path("b.mizan").exists());
    assert_eq!(within(&["gate"]).code, 0);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mizan"));
    command.current_dir(folder.path("")).arg("gate").env("MIZAN_SEED", "seven");
    let wrong = super::folder::done(command.output().unwrap());
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("MIZAN_SEED"), "{}", wrong.err);
}
