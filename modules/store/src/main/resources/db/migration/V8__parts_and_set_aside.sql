-- A list of many members is kept in parts, so that no row and no step grows with what one event
-- names; and what fails again and again is set aside with its reason, so that its neighbours go on.

alter table membership add column part int not null default 0;
alter table membership drop constraint membership_pkey;
alter table membership add primary key
  (tenant, project, parent_kind, parent_id, event_id, member_kind, part);
comment on table membership is 'The members an event named for a parent; a long list in several rows.';
comment on column membership.part is 'Where in the list of the event its first member stood, from 0.';

alter table stale_root
  add column marked_time timestamptz not null default now(),
  add column attempts int not null default 0,
  add column failing_since timestamptz,
  add column next_try timestamptz,
  add column error text collate "C";
create index stale_root_failing on stale_root (failing_since) where attempts > 0;
comment on column stale_root.marked_time is 'When it became stale_root; for what was stale_root before this column came, when it came.';
comment on column stale_root.attempts is 'How often remaking it failed; 0 for most.';
comment on column stale_root.next_try is 'Not before then is it tried again; null for at once.';
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
comment on table deferred_event is 'Events that could not be placed; the cursor went past them, and they are tried again.';
comment on column deferred_event.error is 'The code of the last failure, without payload.';

select assume_one_tenant('deferred_event');
