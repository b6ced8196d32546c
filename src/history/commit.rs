//! Commit: which one a folder of git is at, read from its files.

use std::fs;
use std::path::{Path, PathBuf};

/// More references to references than these are a circle.
const MOST_STEPS: usize = 5;

/// The commit that is checked out in the folder, or in the one that holds it; `None` where there is
/// no git or no commit yet.
///
/// # Examples
///
/// ```
/// use mizan::history::commit::checked_out;
///
/// let folder = tempfile::tempdir()?;
/// std::fs::create_dir(folder.path().join(".git"))?;
/// std::fs::write(folder.path().join(".git/HEAD"), "4f1d2c3b5a697887766554433221100ffeeddccb\n")?;
/// let commit = checked_out(&folder.path().join("inner"));
/// assert_eq!(commit.as_deref(), Some("4f1d2c3b5a697887766554433221100ffeeddccb"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn checked_out(folder: &Path) -> Option<String> {
    let git = folder.ancestors().find_map(repository)?;
    // A worktree has a HEAD of its own; branches are those of the repository.
    let shared = fs::read_to_string(git.join("commondir"));
    let shared = shared.map_or_else(|_| git.clone(), |named| git.join(named.trim_end()));
    let mut text = fs::read_to_string(git.join("HEAD")).ok()?;
    for _ in 0..MOST_STEPS {
        let line = text.trim();
        let Some(name) = line.strip_prefix("ref:") else { return hash(line) };
        let name = name.trim();
        let loose = [&git, &shared].into_iter().find_map(|folder| {
            let is_inside = !name.split('/').any(|part| part == "..");
            is_inside.then(|| fs::read_to_string(folder.join(name)).ok()).flatten()
        });
        match loose {
            Some(found) => text = found,
            None => return packed(&shared, name),
        }
    }
    None
}

/// The folder of git in a folder; in worktrees and submodules `.git` is a file that names it.
fn repository(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = fs::read_to_string(&git).ok()?;
    let named = text.strip_prefix("gitdir:")?.trim();
    Some(folder.join(named))
}

/// The commit of a branch that has no file of its own.
fn packed(shared: &Path, name: &str) -> Option<String> {
    let text = fs::read_to_string(shared.join("packed-refs")).ok()?;
    let lines = text.lines().filter(|line| !line.starts_with(['#', '^']));
    let mut pairs = lines.filter_map(|line| line.split_once(' '));
    pairs.find_map(|(commit, of)| (of.trim() == name).then(|| hash(commit)).flatten())
}

/// What has the digits of SHA-1 or SHA-256.
fn hash(text: &str) -> Option<String> {
    let is_hash = matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "1111111111111111111111111111111111111111";
    const TWO: &str = "2222222222222222222222222222222222222222";

    fn with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn a_branch_has_a_file_or_a_line() {
        let loose = with(&[
            (".git/HEAD", "ref: refs/heads/main\n"),
            (".git/refs/heads/main", &format!("{ONE}\n")),
            (".git/packed-refs", &format!("{TWO} refs/heads/main\n")),
        ]);
        assert_eq!(checked_out(loose.path()).as_deref(), Some(ONE));
        let packed = with(&[
            (".git/HEAD", "ref: refs/heads/main\n"),
            (
                ".git/packed-refs",
                &format!("# pack-refs\n{ONE} refs/heads/old\n^{ONE}\n{TWO} refs/heads/main\n"),
            ),
        ]);
        assert_eq!(checked_out(packed.path()).as_deref(), Some(TWO));
    }

    #[test]
    fn a_worktree_has_its_own_head_and_shared_branches() {
        let folder = with(&[
            ("main/.git/HEAD", "ref: refs/heads/main\n"),
            ("main/.git/refs/heads/main", ONE),
            ("main/.git/refs/heads/other", TWO),
            ("main/.git/worktrees/other/HEAD", "ref: refs/heads/other\n"),
            ("main/.git/worktrees/other/commondir", "../..\n"),
            ("other/.git", "gitdir: ../main/.git/worktrees/other\n"),
        ]);
        assert_eq!(checked_out(&folder.path().join("other")).as_deref(), Some(TWO));
        assert_eq!(checked_out(&folder.path().join("main/deep/down")).as_deref(), Some(ONE));
    }

    #[test]
    fn what_is_no_commit_is_none() {
        for head in ["ref: refs/heads/unborn\n", "ref: HEAD\n", "nonsense", "ref: ../../secret", ""]
        {
            assert_eq!(checked_out(with(&[(".git/HEAD", head)]).path()), None, "{head}");
        }
    }
}
