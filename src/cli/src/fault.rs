//! What can be wrong with a database, by a name that says what to do. Its own words are told to nobody: PostgreSQL's may repeat
//! a value.

use std::io::ErrorKind;

use sqlx::Error;

/// Why the database did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be reached, somebody else holds what is needed, or all connections are in use. Nothing was stored.
    Unavailable,
    /// It began, and there is no answer: nobody knows what became of it.
    Silent,
    /// There is no space left. Nothing was stored.
    Full,
    /// It takes no changes, or its disk fails. Nothing was stored.
    Unwritable,
    /// Anything else: a defect of ours, or a database that is not as it should be. Nothing was stored.
    Broken,
}

impl Fault {
    /// What is wrong.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::PoolTimedOut | Error::PoolClosed => Self::Unavailable,
            Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => Self::Unavailable,
            Error::Io(_) | Error::Protocol(_) | Error::Tls(_) | Error::WorkerCrashed => Self::Silent,
            Error::Database(error) => error.code().map_or(Self::Broken, |code| coded(&code)),
            _ => Self::Broken,
        }
    }

    /// As an answer has it.
    pub const fn code(self) -> &'static str {
        match self {
            Fault::Unavailable => "database_unavailable",
            Fault::Silent => "database_silent",
            Fault::Full => "database_full",
            Fault::Unwritable => "database_unwritable",
            Fault::Broken => "database_broken",
        }
    }
}

/// PostgreSQL's SQLSTATE has five characters: <https://www.postgresql.org/docs/current/errcodes-appendix.html>. SQLite has a
/// shorter number, of which the low byte is the kind: <https://www.sqlite.org/rescode.html>.
fn coded(code: &str) -> Fault {
    match (code.len(), code, code.parse::<u32>().map(|code| code & 0xff)) {
        // A full disk, and too little memory.
        (5, "53100" | "53200", _) => Fault::Full,
        // A read-only transaction.
        (5, "25006", _) => Fault::Unwritable,
        // A statement or a lock that took too long, a deadlock, too many connections, a server that is only starting.
        (5, "57014" | "55P03" | "40001" | "40P01" | "53300" | "57P03", _) => Fault::Unavailable,
        // The server stops.
        (5, "57P01" | "57P02", _) => Fault::Silent,
        (5, code, _) if code.starts_with("08") => Fault::Silent,
        (5, ..) => Fault::Broken,
        // Busy and locked.
        (_, _, Ok(5 | 6)) => Fault::Unavailable,
        // Read-only, an error of the disk, a file that cannot be opened.
        (_, _, Ok(8 | 10 | 14)) => Fault::Unwritable,
        (_, _, Ok(13)) => Fault::Full,
        _ => Fault::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_both_databases_are_told_apart() {
        for (code, fault) in [
            ("5", Fault::Unavailable),
            ("517", Fault::Unavailable),
            ("1032", Fault::Unwritable),
            ("13", Fault::Full),
            ("1811", Fault::Broken),
            ("53100", Fault::Full),
            ("57014", Fault::Unavailable),
            ("57P01", Fault::Silent),
            ("08006", Fault::Silent),
            ("25006", Fault::Unwritable),
            ("P0001", Fault::Broken),
        ] {
            assert_eq!(coded(code), fault, "{code}");
        }
    }
}
