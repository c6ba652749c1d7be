-- What a call with a client token answered, where naming one record is not enough to answer it again.
ALTER TABLE client_tokens ADD COLUMN answer TEXT;
