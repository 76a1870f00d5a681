create table installation_key (
  sole         boolean primary key default true,
  check_value  text    collate "C" not null,
  stored_key     text    collate "C",
  constraint installation_key_sole check (sole)
);
comment on table installation_key is 'Under which key the identities of redacted events were made: one key for one record.';
comment on column installation_key.check_value is 'HMAC-SHA256 of a constant under the key: refuses another key without telling this one.';
comment on column installation_key.stored_key is 'The key itself where no file holds it; null where one does.';

comment on column event.event_id is 'The producer''s id, else the SHA-256 of the received bytes; where something was redacted, their HMAC-SHA256 under the installation''s key.';
comment on column event.digest is 'Tells whether two events with one id are the same: SHA-256, or HMAC-SHA256 where something was redacted.';
comment on column dead_letter.digest is 'Of all that was received: SHA-256, or HMAC-SHA256 where the body is less than that; the same bytes refused for the same reason are one letter.';
comment on column tail_mark.fingerprint is 'HMAC-SHA256 of the fingerprint_length bytes before the offset, under the installation''s key.';
