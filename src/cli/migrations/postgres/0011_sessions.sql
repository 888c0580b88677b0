-- Users see their sessions and end them: by a name that opens nothing, once they have authenticated again. `confirmed` is when they did so
-- last, in seconds, as the provider says; 0 where it did not say.
ALTER TABLE session ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN confirmed BIGINT NOT NULL DEFAULT 0;
UPDATE session SET id = replace(gen_random_uuid()::text, '-', '');
