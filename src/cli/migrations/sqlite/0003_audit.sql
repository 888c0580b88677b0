-- Who did what to which document, when and why. Nothing here is an answer. No row is ever changed or deleted.
ALTER TABLE revision ADD COLUMN saved_by TEXT NOT NULL DEFAULT '';
CREATE TABLE audit (
  id          INTEGER PRIMARY KEY,
  at          TEXT    NOT NULL,
  who         TEXT    NOT NULL,
  action      TEXT    NOT NULL,
  document_id TEXT    NOT NULL,
  revision    INTEGER NOT NULL,
  person      TEXT    NOT NULL,
  form        TEXT    NOT NULL,
  reason      TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_of_person ON audit (person, id);
-- Whoever stores a revision, and by whatever program, it is in the trail.
CREATE TRIGGER revision_is_recorded AFTER INSERT ON revision BEGIN
  INSERT INTO audit (at, who, action, document_id, revision, person, form, reason)
    VALUES (NEW.saved_at, NEW.saved_by, 'written', NEW.document_id, NEW.revision, NEW.person, NEW.form, '');
END;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never deleted'); END;
-- REPLACE deletes what it replaces without asking the triggers above.
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
CREATE TRIGGER revision_is_never_replaced BEFORE INSERT ON revision
  WHEN EXISTS (SELECT 1 FROM revision WHERE document_id = NEW.document_id AND revision = NEW.revision)
  BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
