-- Who is signed in. Rows come and go: nothing here is a record. `token` is the SHA-256 of what the browser has.
CREATE TABLE session (
  token            TEXT    PRIMARY KEY,
  user_id          TEXT    NOT NULL,
  name             TEXT    NOT NULL,
  role             TEXT    NOT NULL,
  teams            TEXT    NOT NULL,
  provider_session TEXT    NOT NULL,
  id_token         TEXT    NOT NULL,
  signed_in        INTEGER NOT NULL,
  seen             INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_of_provider ON session (provider_session);
-- The trail has the name and the role that somebody had when they did it.
ALTER TABLE revision ADD COLUMN saved_by_name TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN saved_by_role TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN role TEXT NOT NULL DEFAULT '';
DROP TRIGGER revision_is_recorded;
CREATE TRIGGER revision_is_recorded AFTER INSERT ON revision BEGIN
  INSERT INTO audit (at, who, name, role, action, document_id, revision, person, form, reason)
    VALUES (NEW.saved_at, NEW.saved_by, NEW.saved_by_name, NEW.saved_by_role, 'written', NEW.document_id, NEW.revision,
      NEW.person, NEW.form, '');
END;
