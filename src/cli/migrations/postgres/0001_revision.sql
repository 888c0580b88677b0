-- Every save is a row of its own. No row is ever changed or deleted, and the database itself sees to that.
CREATE TABLE revision (
  document_id TEXT   NOT NULL,
  revision    BIGINT NOT NULL,
  form        TEXT   NOT NULL,
  person      TEXT   NOT NULL,
  access      TEXT   NOT NULL,
  status      TEXT   NOT NULL,
  saved_at    TEXT   NOT NULL,
  body        TEXT   NOT NULL,
  PRIMARY KEY (document_id, revision)
);
CREATE INDEX revision_person ON revision (person);
CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'a row of % is never changed or deleted', TG_TABLE_NAME; END $$;
CREATE TRIGGER revision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON revision
  FOR EACH STATEMENT EXECUTE FUNCTION stays();
