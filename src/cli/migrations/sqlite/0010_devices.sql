-- A browser that has taken people's forms along, and the secret without which nothing on it opens after it was locked.
CREATE TABLE device (
  id         TEXT NOT NULL PRIMARY KEY,
  owner      TEXT NOT NULL,
  secret     TEXT NOT NULL,
  taken_at   TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  wiped_at   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX device_of_owner ON device (owner, taken_at);
