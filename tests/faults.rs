//! Faults: a report that cannot be written leaves whole files behind, and says why.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::run::{files, mizan, succeeds};

/// A saved evaluation of one small test set, and its report.
fn saved(folder: &Path) -> String {
    let demo = Path::new("corpora/demo").canonicalize().unwrap();
    let demo = demo.display();
    let text = format!(
        "schema = 1\n[[testset]]\nname = \"demo\"\nreferences = ['{demo}/reference.ar']\n\
         systems = {{ alif = '{demo}/systems/alif.ar', taa = '{demo}/systems/taa.ar' }}\n\
         [metrics]\nuse = [\"chrf\"]\n[statistics]\nsamples = 40\ntrials = 40\n"
    );
    fs::write(folder.join("mizan.toml"), text).unwrap();
    let good = folder.join("good").display().to_string();
    succeeds(&["run", &folder.display().to_string(), "-q", "-o", &good]);
    folder.join("good/evaluation.mizan").display().to_string()
}

/// Puts an old text in place of each file of the report.
fn age(good: &Path, output: &Path) {
    for name in files(good).keys().filter(|name| *name != "evaluation.mizan") {
        let path = output.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "old").unwrap();
    }
}

/// Every file is the old one or the whole new one; gives how many are new.
fn assert_whole(good: &Path, output: &Path) -> usize {
    let expected = files(good);
    let mut new = 0;
    for (name, bytes) in files(output) {
        // The page names the command that made it.
        let is_new = match name.as_str() {
            "report.html" => bytes.ends_with(b"</html>\n"),
            _ => expected.get(&name) == Some(&bytes),
        };
        // What a killed process was writing lies beside its place.
        let is_beside = name.rsplit('/').next().unwrap().starts_with(".mizan-");
        assert!(is_beside || is_new || bytes == b"old", "{name} is half a file");
        new += usize::from(is_new);
    }
    new
}

#[test]
fn a_process_that_is_killed_leaves_no_half_file() {
    let folder = tempfile::tempdir().unwrap();
    let saved = saved(folder.path());
    let (good, output) = (folder.path().join("good"), folder.path().join("out"));
    for name in ["tables/systems.csv", "report.json", "charts/scores-chrf.png"] {
        age(&good, &output);
        let shown = output.display().to_string();
        let mut child = Command::new(env!("CARGO_BIN_EXE_mizan"))
            .args(["report", &saved, "-o", &shown])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let is_old = || fs::read(output.join(name)).is_ok_and(|bytes| bytes == b"old");
        while is_old() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(assert_whole(&good, &output) > 0, "{name}");
    }
}

/// A limit on the size of files fails as a full disk does: in the middle of a file.
#[cfg(unix)]
#[test]
fn where_there_is_no_room_the_old_file_stays() {
    let folder = tempfile::tempdir().unwrap();
    let saved = saved(folder.path());
    let (good, output) = (folder.path().join("good"), folder.path().join("out"));
    age(&good, &output);
    let limited = "trap '' XFSZ; ulimit -f 40; exec \"$0\" report \"$1\" -o \"$2\"";
    let done = Command::new("sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_mizan"), &saved])
        .arg(&output)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(2), "{told}");
    assert!(told.starts_with("error: ") && told.contains("out"), "{told}");
    assert!(assert_whole(&good, &output) > 0);
    let beside = files(&output).into_keys().find(|name| name.contains(".mizan-"));
    assert_eq!(beside, None);
}

#[test]
fn what_stands_in_the_way_is_named_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let saved = saved(folder.path());
    let report = |output: &Path| mizan(&["report", &saved, "-o", &output.display().to_string()]);
    let output = folder.path().join("file");
    fs::write(&output, "mine").unwrap();
    let done = report(&output);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(fs::read(&output).unwrap(), b"mine");

    let output = folder.path().join("folder");
    fs::create_dir_all(output.join("report.json")).unwrap();
    let done = report(&output);
    let told = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(2));
    assert!(told.contains("report.json") && told.contains("is a directory"), "{told}");

    let output = folder.path().join("other");
    fs::create_dir_all(&output).unwrap();
    fs::write(output.join("charts"), "mine").unwrap();
    let done = report(&output);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(fs::read(output.join("charts")).unwrap(), b"mine");
}

/// Nobody may write there, root included.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let done = mizan(&["report", &saved(folder.path()), "-o", "/proc/report"]);
    let told = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(2), "{told}");
    assert!(told.starts_with("error: /proc/report"), "{told}");
}
