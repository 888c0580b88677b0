-- Every save is a row of its own. No row is ever changed or deleted, and the database itself sees to that.
CREATE TABLE IF NOT EXISTS revision (
  document_id TEXT    NOT NULL,
  revision    INTEGER NOT NULL,
  form        TEXT    NOT NULL,
  person      TEXT    NOT NULL,
  access      TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  saved_at    TEXT    NOT NULL,
  body        TEXT    NOT NULL,
  PRIMARY KEY (document_id, revision)
) STRICT;
CREATE INDEX IF NOT EXISTS revision_person ON revision (person);
CREATE TRIGGER IF NOT EXISTS revision_is_never_changed BEFORE UPDATE ON revision
  BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
CREATE TRIGGER IF NOT EXISTS revision_is_never_deleted BEFORE DELETE ON revision
  BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END;
