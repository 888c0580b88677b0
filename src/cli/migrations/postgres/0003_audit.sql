-- Who did what to which document, when and why. Nothing here is an answer. No row is ever changed or deleted.
ALTER TABLE revision ADD COLUMN saved_by TEXT NOT NULL DEFAULT '';
CREATE TABLE audit (
  id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at          TEXT   NOT NULL,
  who         TEXT   NOT NULL,
  action      TEXT   NOT NULL,
  document_id TEXT   NOT NULL,
  revision    BIGINT NOT NULL,
  person      TEXT   NOT NULL,
  form        TEXT   NOT NULL,
  reason      TEXT   NOT NULL
);
CREATE INDEX audit_of_person ON audit (person, id);
-- Whoever stores a revision, and by whatever program, it is in the trail.
CREATE FUNCTION record_revision() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO audit (at, who, action, document_id, revision, person, form, reason)
    VALUES (NEW.saved_at, NEW.saved_by, 'written', NEW.document_id, NEW.revision, NEW.person, NEW.form, '');
  RETURN NULL;
END $$;
CREATE TRIGGER revision_is_recorded AFTER INSERT ON revision FOR EACH ROW EXECUTE FUNCTION record_revision();
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION stays();
