-- A person's list is read from this index alone, up to the rows that it shows.
CREATE INDEX revision_of_person ON revision (person, document_id, revision);
DROP INDEX revision_person;
