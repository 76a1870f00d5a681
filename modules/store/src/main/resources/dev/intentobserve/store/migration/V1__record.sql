-- The record (event) and what is committed in the same transaction: refused entries (dead_letter),
-- counts of both (source_count) and positions in followed files (tail_mark). None of it can be
-- computed from anything else. Every table with data of a tenant begins with tenant and project.

-- Before its first ANALYZE the planner believes that all columns of a table are equally selective, so
-- any index that begins with tenant and project looks as good as another, and a lookup by id may read
-- the whole table. Most installations have one tenant; this says so until ANALYZE replaces it.
create function seed_tenant_statistics() returns void language plpgsql as $$
declare
  seeded record;
begin
  if current_setting('server_version_num')::int >= 180000 then
    for seeded in
      select c.relname, a.attname
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
        and a.attname in ('tenant', 'project')
        and not exists (
          select from pg_stats s
          where s.schemaname = current_schema() and s.tablename = c.relname and s.attname = a.attname)
    loop
      perform pg_restore_attribute_stats(
        'schemaname', current_schema()::text, 'relname', seeded.relname::text,
        'attname', seeded.attname::text, 'inherited', false,
        'null_frac', 0::real, 'avg_width', 8, 'n_distinct', 1::real);
    end loop;
  end if;
end
$$;
comment on function seed_tenant_statistics is 'Tells the planner that tenant and project select nothing, for tables without statistics. To be called by each migration that creates tables.';

create table event (
  seq            bigint      not null primary key,
  scope_seq      bigint      not null,
  tenant         text        collate "C" not null,
  project        text        collate "C" not null,
  event_id       text        collate "C" not null,
  digest         text        collate "C" not null,
  type           text        collate "C" not null,
  raw_type       text        collate "C" not null,
  source         text        collate "C" not null,
  entity_kind    text        collate "C",
  entity_id      text        collate "C",
  touches        text[]      collate "C",
  event_time     timestamptz not null,
  received_time  timestamptz not null,
  trace_ref      text        collate "C",
  actor          text,
  title          text,
  flags          text[]      collate "C" not null,
  dialect        text        collate "C" not null,
  receiver       text        collate "C" not null,
  body           bytea       not null,
  constraint event_identity unique (event_id, tenant, project)
);
create unique index event_of_scope on event (tenant, project, scope_seq);
create index event_entity on event (tenant, project, entity_kind, entity_id, scope_seq)
  where entity_kind is not null;
create index event_type on event (tenant, project, type, scope_seq);
create index event_touches on event using gin (touches) with (fastupdate = off)
  where touches is not null;
create index event_time on event using brin (event_time) with (autosummarize = on);
comment on table event is 'The record: every accepted event, exactly once. Never updated.';
comment on column event.seq is 'Dense and rising in commit order: assigned under an advisory lock held until commit. Not shown to tenants, because it counts the events of all of them.';
comment on column event.scope_seq is 'Dense and rising in commit order within tenant and project: the number shown outside.';
comment on column event.event_id is 'The producer''s id, else the SHA-256 of the received bytes, or their HMAC-SHA256 under the installation''s key if something was redacted.';
comment on column event.digest is 'Tells whether two events with one id are the same: SHA-256, or HMAC-SHA256 if something was redacted.';
comment on column event.type is 'Canonical type; raw_type is what was sent.';
comment on column event.entity_id is 'The entity this event is about; null if the event names none but itself.';
comment on column event.touches is 'kind:id of further entities this event concerns; null for none.';
comment on column event.event_time is 'When it happened, according to the producer; received_time is when the service received it.';
comment on column event.trace_ref is 'The producer''s trace string, verbatim.';
comment on column event.flags is 'Irregularities of the event: codes of EventFlag.';
comment on column event.receiver is 'Which receiver accepted it: http, bus, otlp, kafka, webhook, hook, retry or file:PATH.';
comment on column event.body is 'The received bytes with secrets redacted. convert_from(body, ''UTF8'') reads them.';

create table dead_letter (
  tenant              text        collate "C" not null,
  project             text        collate "C" not null,
  id                  bigint      not null,
  digest              text        collate "C" not null,
  reason              text        collate "C" not null,
  detail              text        not null,
  receiver            text        collate "C" not null,
  source              text        collate "C" not null,
  origin              text        not null,
  body                bytea       not null,
  size                bigint      not null,
  received_time       timestamptz not null,
  last_received_time  timestamptz not null,
  times               bigint      not null,
  status              text        collate "C" not null default 'open',
  note                text,
  closed_by           text,
  closed_time         timestamptz,
  primary key (tenant, project, id),
  constraint dead_letter_identity unique (tenant, project, digest, reason),
  constraint dead_letter_status check (status in ('open', 'replayed', 'discarded'))
);
create index dead_letter_list on dead_letter (tenant, project, status, id);
comment on table dead_letter is 'Refused entries, kept until they are replayed or discarded.';
comment on column dead_letter.id is 'Counts within tenant and project, so that it does not tell how many others have.';
comment on column dead_letter.digest is 'Of all received bytes: SHA-256, or HMAC-SHA256 if body holds less than them. The same bytes refused for the same reason are one dead letter.';
comment on column dead_letter.times is 'How often it was received, also after it was closed; being received again does not reopen it.';
comment on column dead_letter.receiver is 'Which receiver refused it first.';
comment on column dead_letter.note is 'Why it was discarded, or the event_id that its replay was stored under.';

create table source_count (
  tenant    text   collate "C" not null,
  project   text   collate "C" not null,
  receiver  text   collate "C" not null,
  source    text   collate "C" not null,
  outcome   text   collate "C" not null,
  reason    text   collate "C" not null,
  count     bigint not null,
  primary key (tenant, project, receiver, source, outcome, reason)
) with (fillfactor = 70);
comment on table source_count is 'Counted in the transaction that stored the rows. received = stored + duplicate + refused must hold.';
comment on column source_count.outcome is 'received, stored, duplicate or refused.';
comment on column source_count.reason is 'Why it was refused; empty for other outcomes.';

create table tail_mark (
  tenant              text        collate "C" not null,
  project             text        collate "C" not null,
  path                text        collate "C" not null,
  file_key            text        collate "C" not null,
  "offset"            bigint      not null,
  fingerprint         text        collate "C" not null,
  fingerprint_length  int         not null,
  moved_time          timestamptz not null,
  primary key (tenant, project, path)
) with (fillfactor = 70);
comment on table tail_mark is 'How far each followed file was read; committed together with the rows it gave.';
comment on column tail_mark.file_key is 'Device and inode: detects that the path is another file now.';
comment on column tail_mark."offset" is 'Of the first byte not yet read.';
comment on column tail_mark.fingerprint is 'HMAC-SHA256 of the fingerprint_length bytes before the offset, under the installation''s key.';

create table cursor (
  name      text   collate "C" not null primary key,
  position  bigint not null
) with (fillfactor = 50);
comment on table cursor is 'How far each reader has come; moved in the transaction that stores the reader''s result.';
comment on column cursor.position is 'The last event.seq, entity.revision or alert_change.number the reader has processed.';

create table installation_key (
  singleton    boolean primary key default true,
  check_value  text    collate "C" not null,
  stored_key   text    collate "C",
  constraint installation_key_singleton check (singleton)
);
comment on table installation_key is 'The key under which the identities of redacted events were computed: one for the whole record.';
comment on column installation_key.check_value is 'HMAC-SHA256 of a constant under the key: detects a wrong key without revealing the right one.';
comment on column installation_key.stored_key is 'The key itself; null if a file holds it.';

-- Bodies need not be UTF-8 and may hold NUL, and searching them must not fail.
create function body_contains(body bytea, needle text) returns boolean
language plpgsql immutable strict as $$
begin
  return position(lower(needle collate "pg_c_utf8") in
    lower(convert_from(body, 'UTF8') collate "pg_c_utf8")) > 0;
exception when character_not_in_repertoire or untranslatable_character then
  return position(lower(encode(convert_to(needle, 'UTF8'), 'escape')) in
    lower(encode(body, 'escape'))) > 0;
end
$$;
comment on function body_contains is 'Whether a body contains a text, ignoring case; in a body that is not UTF-8 only ASCII parts are compared without case.';
