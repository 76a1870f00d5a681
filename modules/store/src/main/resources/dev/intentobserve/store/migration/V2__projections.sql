-- Projections: computed from the record, and can be computed again. Entities and the claims between
-- them, summaries of traces, states of entities, and the work that is still to do for them.

create sequence entity_revision;
create table entity (
  tenant      text              collate "C" not null,
  project     text              collate "C" not null,
  kind        text              collate "C" not null,
  id          text              collate "C" not null,
  facts       json,
  first_time  timestamptz,
  state       text              collate "C",
  level       text              collate "C",
  trust       double precision,
  source      text              collate "C",
  product     text              collate "C",
  cluster     text              collate "C",
  start_time  timestamptz,
  end_time    timestamptz,
  top_kind    text              collate "C",
  top_id      text              collate "C",
  trace_id    text              collate "C",
  span_id     text              collate "C",
  milestones  jsonb,
  revision    bigint            not null,
  primary key (tenant, project, kind, id)
) with (fillfactor = 80);
create unique index entity_changes on entity (revision) where state is not null;
create index entity_states on entity (tenant, project, kind, state, id) where state is not null;
create index entity_tops on entity (tenant, project, top_kind, top_id) where state is not null;
comment on table entity is 'An entity: what is known of it, folded from its events, and its state, computed with what is above and below it.';
comment on column entity.facts is 'Null if no event was about it and it was only named.';
comment on column entity.first_time is 'Of its first event.';
comment on column entity.state is 'Null until its trace is computed, as are the columns that follow.';
comment on column entity.source is 'Of the event that created the entity, else of its latest event.';
comment on column entity.top_id is 'With top_kind: the root of its trace; without a trace, the topmost entity above it.';
comment on column entity.milestones is 'Of an intent: the times between which cycle times are measured, by name; null for none.';
comment on column entity.revision is 'Of the last change of the facts or the state. Rises in commit order: assigned under an advisory lock held until commit.';

create table trace_string (
  tenant   text collate "C" not null,
  project  text collate "C" not null,
  kind     text collate "C" not null,
  id       text collate "C" not null,
  ref      text collate "C" not null,
  primary key (tenant, project, kind, id, ref)
);
create index trace_string_bearers on trace_string (tenant, project, ref);
comment on table trace_string is 'Every trace string claimed for an entity; derived from entity.facts.';
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
comment on table parent is 'The claim of an entity on a parent that is valid now, one for each kind of parent; derived from entity.facts.';

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
  part         int         not null default 0,
  primary key (tenant, project, parent_kind, parent_id, event_id, member_kind, part)
);
create index membership_members on membership using gin (members) with (fastupdate = off);
comment on table membership is 'The members an event listed for a parent. A long list is kept in several rows, so that no row and no step grows with what one event names.';
comment on column membership.event_id is 'The event with the list; with stamp_time and stamp_rank it orders claims.';
comment on column membership.part is 'Index of the first member of this row in the list of the event, from 0.';

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
comment on table alias is 'Claims of intents on trace strings; the earliest claim on a string wins.';
comment on column alias.trace_ref is 'As the producer wrote it; ref is the same with a UUID as 32 lower-case hex digits.';

create table link (
  tenant    text  collate "C" not null,
  project   text  collate "C" not null,
  to_kind   text  collate "C" not null,
  to_id     text  collate "C" not null,
  kind      text  collate "C" not null,
  id        text  collate "C" not null,
  relation  text  collate "C" not null,
  primary key (tenant, project, to_kind, to_id, kind, id, relation)
);
comment on table link is 'The links of each entity by their target, to find what followed from an entity; derived from entity.facts.';

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
-- The kind of the root comes first: between two intents there may be a million signals that were never
-- promoted, each a provisional trace of its own. TraceSummarySql sorts by the same expression.
create index trace_summary_newest on trace_summary
  (tenant, project, root_kind, (coalesce(last_event, timestamptz '1970-01-01 00:00:00+00')), root_id);
create index trace_summary_state on trace_summary
  (tenant, project, root_kind, state, (coalesce(last_event, timestamptz '1970-01-01 00:00:00+00')), root_id);
create index trace_summary_trace_id on trace_summary (tenant, project, trace_id);
comment on table trace_summary is 'A trace as lists show it, computed from its tree.';
comment on column trace_summary.closed is 'Whether the state is final.';

create sequence stale_root_version;
create table stale_root (
  tenant         text        collate "C" not null,
  project        text        collate "C" not null,
  root_kind      text        collate "C" not null,
  root_id        text        collate "C" not null,
  first_version  bigint      not null,
  version        bigint      not null,
  marked_time    timestamptz not null default now(),
  attempts       int         not null default 0,
  failing_since  timestamptz,
  next_try       timestamptz,
  error          text        collate "C",
  primary key (tenant, project, root_kind, root_id)
) with (fillfactor = 50);
create index stale_root_oldest on stale_root (first_version);
create index stale_root_failing on stale_root (failing_since) where attempts > 0;
comment on table stale_root is 'Roots whose trace_summary, and the states of the entities below, are out of date.';
comment on column stale_root.first_version is 'The version when the root became stale: the oldest is refreshed first.';
comment on column stale_root.version is 'Rises with every new change: tells a refresh that the root changed again meanwhile.';
comment on column stale_root.marked_time is 'When the root became stale.';
comment on column stale_root.attempts is 'How many refreshes failed; 0 for most.';
comment on column stale_root.next_try is 'The refresh is not tried again before; null for at once.';
comment on column stale_root.error is 'The code of the last failure, without payload.';

create table deferred_event (
  tenant         text         collate "C" not null,
  project        text         collate "C" not null,
  seq            bigint       not null primary key,
  attempts       int          not null,
  failing_since  timestamptz  not null,
  next_try       timestamptz  not null,
  error          text         collate "C" not null
);
create index deferred_event_next on deferred_event (next_try);
comment on table deferred_event is 'Events that could not be placed. The cursor went on, so that others do not wait; these are tried again.';
comment on column deferred_event.error is 'The code of the last failure, without payload.';

create table export_refusal (
  destination  text   collate "C" not null,
  seq          bigint not null,
  reason       text   not null,
  primary key (destination, seq)
);
create index export_refusal_seq on export_refusal (seq);
comment on table export_refusal is 'Events that a destination refused.';
comment on column export_refusal.destination is 'The name of the destination''s cursor.';
