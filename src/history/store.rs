//! Store: the file, an `SQLite` database that programs may write at the same time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Row, TransactionBehavior, named_params,
    params,
};

use super::{Date, Score, Stamp, scores_of};
use crate::error::{Error, ErrorKind, Result};
use crate::record::Record;

/// The version of the tables.
const VERSION: i64 = 1;
/// "mizn": tells a history from other programs' files.
const APPLICATION: i64 = 0x6d69_7a6e;
/// How long one program waits for another that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

const TABLES: &str = "
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    label TEXT NOT NULL,
    evaluation TEXT NOT NULL,
    UNIQUE (evaluation, commit_id, label)
) STRICT;
CREATE TABLE score (
    run INTEGER NOT NULL REFERENCES run (id),
    testset TEXT NOT NULL,
    system TEXT NOT NULL,
    metric TEXT NOT NULL,
    name TEXT NOT NULL,
    value REAL NOT NULL,
    low REAL,
    high REAL,
    lower_is_better INTEGER NOT NULL,
    is_own INTEGER NOT NULL,
    signature TEXT NOT NULL,
    texts TEXT NOT NULL,
    PRIMARY KEY (run, testset, system, metric)
) STRICT, WITHOUT ROWID;
";

const INSERT_SCORE: &str = "
INSERT INTO score VALUES (:run, :testset, :system, :metric, :name, :value, :low, :high,
    :lower_is_better, :is_own, :signature, :texts)";

const SELECT: &str = "
SELECT date, commit_id, label, evaluation, testset, system, metric, name, value, low, high,
    lower_is_better, is_own, signature, texts, run.id
FROM run JOIN score ON score.run = run.id
ORDER BY date, run.id, testset, system, metric";

/// The scores of past runs; an open file.
#[derive(Debug)]
pub struct History {
    connection: Connection,
    path: PathBuf,
}

/// What became of a run that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It was added, with so many scores.
    New(usize),
    /// The same evaluation is there under the same commit and label.
    Known,
}

impl History {
    /// Opens a history; makes it where there is no file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where it cannot be opened, [`ErrorKind::Input`] where the file is no
    /// history, is damaged, or was made by a newer version.
    pub fn open(path: &Path) -> Result<History> {
        let mut history = History::connect(path, OpenFlags::SQLITE_OPEN_CREATE)?;
        history.prepare().map_err(|error| failed(path, &error))?;
        history.verify()?;
        Ok(history)
    }

    /// Opens a history that is there.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), and [`ErrorKind::Nothing`] where there is no file.
    pub fn open_existing(path: &Path) -> Result<History> {
        if !path.exists() {
            return Err(Error::new(ErrorKind::Nothing, "there is no history yet")
                .in_file(&path.display().to_string())
                .help("mizan history add adds a run"));
        }
        let history = History::connect(path, OpenFlags::empty())?;
        history.verify()?;
        Ok(history)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<History> {
        let flags = flags | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connect = || {
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(PATIENCE)?;
            Ok(connection)
        };
        let connection = connect().map_err(|error| failed(path, &error))?;
        Ok(History { connection, path: path.to_owned() })
    }

    /// Makes the tables of a new file.
    fn prepare(&mut self) -> rusqlite::Result<()> {
        if !self.is_empty()? {
            return Ok(());
        }
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have been faster.
        if !has_tables(&transaction)? {
            transaction.execute_batch(TABLES)?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        transaction.commit()
    }

    /// Whether this is a file without anything, which is nobody's.
    fn is_empty(&self) -> rusqlite::Result<bool> {
        let is_marked = self.pragma("application_id")? != 0 || self.pragma("user_version")? != 0;
        Ok(!is_marked && !has_tables(&self.connection)?)
    }

    fn pragma(&self, name: &str) -> rusqlite::Result<i64> {
        self.connection.pragma_query_value(None, name, |row| row.get(0))
    }

    /// Refuses what is no history, one of another version, and one that is damaged.
    fn verify(&self) -> Result<()> {
        let of_sql = |error: rusqlite::Error| failed(&self.path, &error);
        let refuse = |message: String| {
            Error::new(ErrorKind::Input, message).in_file(&self.path.display().to_string())
        };
        if self.is_empty().map_err(of_sql)? {
            return Ok(());
        }
        if self.pragma("application_id").map_err(of_sql)? != APPLICATION {
            return Err(refuse("is an SQLite file of another program, not a history".to_owned())
                .help("name another file: --file FILE"));
        }
        let version = self.pragma("user_version").map_err(of_sql)?;
        if version != VERSION {
            return Err(refuse(format!("has version {version} of the tables, expected {VERSION}"))
                .help("it was made by another version of mizan: use that one"));
        }
        let checked: String = self
            .connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(of_sql)?;
        if checked != "ok" {
            return Err(damaged(&self.path, &checked));
        }
        Ok(())
    }

    /// Adds the scores of an evaluation, all or none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Nothing`] where the evaluation has no score, [`ErrorKind::Io`] where the file
    /// cannot be written.
    pub fn add(&mut self, record: &Record, stamp: &Stamp) -> Result<Added> {
        let scores = scores_of(record, stamp);
        let Some(first) = scores.first() else {
            return Err(Error::new(ErrorKind::Nothing, "the evaluation has no score"));
        };
        let evaluation = first.evaluation.clone();
        self.insert(&scores, stamp, &evaluation).map_err(|error| failed(&self.path, &error))
    }

    fn insert(
        &mut self,
        scores: &[Score],
        stamp: &Stamp,
        evaluation: &str,
    ) -> rusqlite::Result<Added> {
        // Immediate: whoever reads first and writes then can find that another has written.
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let of_run = |text: &Option<String>| text.clone().unwrap_or_default();
        let new = transaction
            .query_row(
                "INSERT INTO run (date, commit_id, label, evaluation) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT DO NOTHING RETURNING id",
                params![
                    stamp.date.to_string(),
                    of_run(&stamp.commit),
                    of_run(&stamp.label),
                    evaluation
                ],
                |row| row.get::<_, i64>(0),
            )
            .optional()?;
        let Some(run) = new else { return Ok(Added::Known) };
        let mut statement = transaction.prepare(INSERT_SCORE)?;
        for score in scores {
            statement.execute(named_params! {
                ":run": run,
                ":testset": score.testset,
                ":system": score.system,
                ":metric": score.metric,
                ":name": score.name,
                ":value": score.value,
                ":low": score.interval.map(|ends| ends[0]),
                ":high": score.interval.map(|ends| ends[1]),
                ":lower_is_better": score.lower_is_better,
                ":is_own": score.is_own,
                ":signature": score.signature,
                ":texts": score.texts,
            })?;
        }
        drop(statement);
        transaction.commit()?;
        Ok(Added::New(scores.len()))
    }

    /// All scores, run by run.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] or [`ErrorKind::Input`] where the file cannot be read.
    pub fn scores(&self) -> Result<Vec<Score>> {
        let read = || -> rusqlite::Result<Vec<Score>> {
            if self.is_empty()? {
                return Ok(Vec::new());
            }
            let mut statement = self.connection.prepare(SELECT)?;
            statement.query_map([], score)?.collect()
        };
        read().map_err(|error| failed(&self.path, &error))
    }
}

fn has_tables(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))
}

/// A score from the columns of [`SELECT`].
fn score(row: &Row<'_>) -> rusqlite::Result<Score> {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let date: String = row.get(0)?;
    let date: Date = date.parse().map_err(|error: Error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into())
    })?;
    let ends: [Option<f64>; 2] = [row.get(9)?, row.get(10)?];
    Ok(Score {
        run: row.get(15)?,
        stamp: Stamp { date, commit: some(row.get(1)?), label: some(row.get(2)?) },
        evaluation: row.get(3)?,
        testset: row.get(4)?,
        system: row.get(5)?,
        metric: row.get(6)?,
        name: row.get(7)?,
        value: row.get(8)?,
        interval: if let [Some(low), Some(high)] = ends { Some([low, high]) } else { None },
        lower_is_better: row.get(11)?,
        is_own: row.get(12)?,
        signature: row.get(13)?,
        texts: row.get(14)?,
    })
}

fn damaged(path: &Path, what: &str) -> Error {
    Error::new(ErrorKind::Input, format!("is damaged: {what}"))
        .in_file(&path.display().to_string())
        .help("put a copy in its place, or begin another: --file FILE")
}

/// An error of `SQLite` about this file.
fn failed(path: &Path, error: &rusqlite::Error) -> Error {
    let shown = path.display().to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => {
            Error::new(ErrorKind::Input, "is no history: not an SQLite file")
                .in_file(&shown)
                .help("name another file: --file FILE")
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::new(ErrorKind::Io, "another program keeps writing it").in_file(&shown)
        }
        Some(ErrorCode::CannotOpen) if path.is_dir() => {
            Error::new(ErrorKind::Io, "is a directory, expected a history").in_file(&shown)
        }
        Some(ErrorCode::CannotOpen) => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let message = match folder.filter(|folder| !folder.is_dir()) {
                Some(folder) => format!("there is no folder {}", folder.display()),
                None => "cannot be opened".to_owned(),
            };
            Error::new(ErrorKind::Io, message).in_file(&shown)
        }
        Some(
            ErrorCode::ReadOnly
            | ErrorCode::PermissionDenied
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure,
        ) => Error::new(ErrorKind::Io, error.to_string()).in_file(&shown),
        _ => damaged(path, &error.to_string()),
    }
}
