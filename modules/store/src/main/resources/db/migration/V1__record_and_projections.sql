-- The record (event), what was refused (dead_letter), the figures of both (source_count), and the
-- projections that can be rebuilt from the record. Every table names tenant and project first.

create table event (
  seq            bigint      not null primary key,
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
  receiver           text        collate "C" not null,
  body           bytea       not null,
  constraint event_identity unique (event_id, tenant, project)
);
create index event_entity on event (tenant, project, entity_kind, entity_id, seq)
  where entity_kind is not null;
create index event_type on event (tenant, project, type, seq);
create index event_touches on event using gin (touches) with (fastupdate = off)
  where touches is not null;
create index event_time on event using brin (event_time) with (autosummarize = on);
comment on table event is 'The record: every event taken in, once, for ever. Never updated.';
comment on column event.seq is 'Dense and rising in commit order: assigned under an advisory lock held until commit.';
comment on column event.event_id is 'The producer''s id, else the SHA-256 of the received bytes.';
comment on column event.digest is 'SHA-256 that tells whether two events with one id are the same.';
comment on column event.type is 'Canonical type; raw_type is what was sent.';
comment on column event.entity_id is 'What the event is about; null when it only names itself.';
comment on column event.touches is 'kind:id of further entities the event occurred to; null for none.';
comment on column event.event_time is 'When it happened, says the producer; received_time when it came in.';
comment on column event.trace_ref is 'The producer''s trace string, verbatim.';
comment on column event.flags is 'What is odd about the event; see the EventFlag words.';
comment on column event.receiver is 'Where it came in: http, bus, retry or file:PATH.';
comment on column event.body is 'The bytes as received, secrets apart. convert_from(body, ''UTF8'') reads them.';

create table dead_letter (
  id                  bigint      generated always as identity primary key,
  tenant              text        collate "C" not null,
  project             text        collate "C" not null,
  digest              text        collate "C" not null,
  reason              text        collate "C" not null,
  detail              text        not null,
  receiver                text        collate "C" not null,
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
  constraint dead_letter_identity unique (tenant, project, digest, reason),
  constraint dead_letter_status check (status in ('open', 'replayed', 'discarded'))
);
create index dead_letter_list on dead_letter (tenant, project, status, id);
comment on table dead_letter is 'What was refused, kept until somebody repairs or discards it.';
comment on column dead_letter.digest is 'SHA-256 of all that was received; the same bytes refused for the same reason are one letter.';
comment on column dead_letter.times is 'How often; rises also after the letter was closed, which does not open it again.';
comment on column dead_letter.receiver is 'Where it first came in.';
comment on column dead_letter.note is 'Why it was discarded, or which event the replay became.';

create table source_count (
  tenant   text   collate "C" not null,
  project  text   collate "C" not null,
  receiver     text   collate "C" not null,
  source   text   collate "C" not null,
  outcome  text   collate "C" not null,
  reason   text   collate "C" not null,
  count    bigint not null,
  primary key (tenant, project, receiver, source, outcome, reason)
) with (fillfactor = 70);
comment on table source_count is 'Counted in the transaction that stored the rows. received = stored + duplicate + refused must hold.';
comment on column source_count.outcome is 'received, stored, duplicate or refused.';
comment on column source_count.reason is 'Of a refusal; empty for other outcomes.';

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
comment on table tail_mark is 'Where the tailer stands under each path; committed together with the rows it read.';
comment on column tail_mark.file_key is 'Device and inode: tells another file under the same path apart.';
comment on column tail_mark."offset" is 'The first byte not yet read.';
comment on column tail_mark.fingerprint is 'SHA-256 of the fingerprint_length bytes before the offset.';

create table cursor (
  name      text   collate "C" not null primary key,
  position  bigint not null
) with (fillfactor = 50);
comment on table cursor is 'How far each reader of the record has come; moved together with what it made of it.';
comment on column cursor.position is 'The seq of the last event worked in.';

create table entity (
  tenant      text        collate "C" not null,
  project     text        collate "C" not null,
  kind        text        collate "C" not null,
  id          text        collate "C" not null,
  facts       json        not null,
  first_time  timestamptz,
  last_time   timestamptz,
  primary key (tenant, project, kind, id)
) with (fillfactor = 80);
comment on table entity is 'All that is known of an entity, folded from its events. A projection.';

create table trace_string (
  tenant   text collate "C" not null,
  project  text collate "C" not null,
  kind     text collate "C" not null,
  id       text collate "C" not null,
  ref      text collate "C" not null,
  primary key (tenant, project, kind, id, ref)
);
create index trace_string_bearers on trace_string (tenant, project, ref);
comment on table trace_string is 'Every trace string claimed for an entity. A projection of entity.facts.';
comment on column trace_string.ref is 'A UUID as 32 lower-case hex digits, anything else verbatim.';

create table parent (
  tenant       text collate "C" not null,
  project      text collate "C" not null,
  kind         text collate "C" not null,
  id           text collate "C" not null,
  parent_kind  text collate "C" not null,
  parent_id    text collate "C" not null,
  primary key (tenant, project, kind, id, parent_kind)
) with (fillfactor = 80);
create index parent_children on parent (tenant, project, parent_kind, parent_id);
comment on table parent is 'The standing claim of an entity on a parent of each kind. A projection of entity.facts.';

create table membership (
  tenant       text        collate "C" not null,
  project      text        collate "C" not null,
  parent_kind  text        collate "C" not null,
  parent_id    text        collate "C" not null,
  member_kind  text        collate "C" not null,
  members      text[]      collate "C" not null,
  stamp_time   timestamptz not null,
  stamp_rank   int         not null,
  event_id     text        collate "C" not null,
  primary key (tenant, project, parent_kind, parent_id, event_id, member_kind)
);
create index membership_members on membership using gin (members) with (fastupdate = off);
comment on table membership is 'The members an event named for a parent: one row however long the list.';
comment on column membership.event_id is 'The event that says so; with stamp_time and stamp_rank the claim''s place in the order.';

create table alias (
  tenant      text        collate "C" not null,
  project     text        collate "C" not null,
  ref         text        collate "C" not null,
  trace_ref   text        collate "C" not null,
  intent_id   text        collate "C" not null,
  stamp_time  timestamptz not null,
  stamp_rank  int         not null,
  event_id    text        collate "C" not null,
  primary key (tenant, project, trace_ref, intent_id)
);
create index alias_ref on alias (tenant, project, ref);
create index alias_intent on alias (tenant, project, intent_id);
comment on table alias is 'Intents'' claims on trace strings; the earliest claim on a string stands.';
comment on column alias.trace_ref is 'As the emitter wrote it; ref is the same with a UUID as 32 lower-case hex digits.';

create sequence stale_root_version;
create table stale_root (
  tenant     text   collate "C" not null,
  project    text   collate "C" not null,
  root_kind  text   collate "C" not null,
  root_id    text   collate "C" not null,
  since      bigint not null,
  version    bigint not null,
  primary key (tenant, project, root_kind, root_id)
) with (fillfactor = 50);
create index stale_root_oldest on stale_root (since);
comment on table stale_root is 'Roots whose trace_summary is out of date. version tells whether it grew dirtier meanwhile.';

create table trace_summary (
  tenant      text        collate "C" not null,
  project     text        collate "C" not null,
  root_kind   text        collate "C" not null,
  root_id     text        collate "C" not null,
  trace_id    text        collate "C" not null,
  state       text        collate "C" not null,
  closed      boolean     not null,
  stage       text        collate "C" not null,
  title       text        not null,
  start_time  timestamptz,
  end_time    timestamptz,
  last_event  timestamptz,
  spans       int         not null,
  primary key (tenant, project, root_kind, root_id)
) with (fillfactor = 80);
create index trace_summary_newest on trace_summary
  (tenant, project, (coalesce(last_event, timestamptz '1970-01-01 00:00:00+00')), root_kind, root_id);
create index trace_summary_state on trace_summary
  (tenant, project, state, (coalesce(last_event, timestamptz '1970-01-01 00:00:00+00')));
create index trace_summary_trace_id on trace_summary (tenant, project, trace_id);
comment on table trace_summary is 'What a list says of a trace. A projection of its tree.';
comment on column trace_summary.closed is 'Whether nothing more is expected in this state.';

create table export_refusal (
  destination  text   collate "C" not null,
  seq          bigint not null,
  reason       text   not null,
  primary key (destination, seq)
);
create index export_refusal_seq on export_refusal (seq);
comment on table export_refusal is 'Records a destination would not take. destination is the name of its cursor.';

-- Bodies need not be UTF-8 and may hold NUL, so looking into one must never fail.
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
comment on function body_contains is 'Whether a text occurs in a body, whatever its case; of a body that is not UTF-8 in its ASCII parts.';

-- Until its first ANALYZE the planner takes every column for equally selective, and one index that
-- begins with tenant and project for as good as another: a lookup by id may then walk the whole
-- table. Most houses have one tenant, so it is told so; ANALYZE replaces this by the truth.
do $$
declare
  named record;
begin
  if current_setting('server_version_num')::int >= 180000 then
    for named in
      select c.relname, a.attname
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
        and c.relname in ('event', 'dead_letter', 'source_count', 'tail_mark', 'entity', 'parent', 'trace_string',
          'membership', 'alias', 'stale_root', 'trace_summary')
        and a.attname in ('tenant', 'project')
    loop
      perform pg_restore_attribute_stats(
        'schemaname', current_schema()::text, 'relname', named.relname::text,
        'attname', named.attname::text, 'inherited', false,
        'null_frac', 0::real, 'avg_width', 8, 'n_distinct', 1::real);
    end loop;
  end if;
end
$$;
