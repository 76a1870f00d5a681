-- Alerts with their history (alert, alert_change), what the evaluation remembers between two ticks
-- (slo_state, gauge_point), deliveries of notifications, and silences. None of it can be computed
-- again from the record.

create table alert (
  tenant      text        collate "C" not null,
  project     text        collate "C" not null,
  id          text        collate "C" not null,
  rule        text        collate "C" not null,
  severity    text        collate "C" not null,
  state       text        collate "C" not null,
  snapshot    json        not null,
  change      bigint      not null,
  changed_at  timestamptz not null,
  primary key (tenant, project, id)
) with (fillfactor = 70);
create index alert_list on alert (tenant, project, (state = 'firing'), change);
create index alert_open on alert (tenant, project, (state = 'firing'), change)
  where state <> 'resolved';
comment on table alert is 'The current state of each alert.';
comment on column alert.snapshot is 'The whole alert with summary, times and labels; rule, severity and state are repeated as columns for lookups.';
comment on column alert.change is 'The scope_number of its last change.';

create table alert_change (
  number        bigint      not null primary key,
  scope_number  bigint      not null,
  tenant        text        collate "C" not null,
  project       text        collate "C" not null,
  alert_id      text        collate "C" not null,
  at            timestamptz not null,
  snapshot      json        not null
);
create unique index alert_change_of_scope on alert_change (tenant, project, scope_number);
comment on table alert_change is 'Every change of an alert, kept without limit. Never updated.';
comment on column alert_change.number is 'Dense and rising in commit order from 2: assigned under an advisory lock held until commit. Not shown to tenants, because it counts the changes of all of them.';
comment on column alert_change.scope_number is 'Dense and rising from 2 within tenant and project: the number shown outside.';
comment on column alert_change.snapshot is 'The whole alert after the change.';

create table slo_state (
  tenant     text collate "C" not null,
  project    text collate "C" not null,
  objective  text collate "C" not null,
  snapshot   json not null,
  primary key (tenant, project, objective)
) with (fillfactor = 50);
comment on table slo_state is 'The state of each objective at the last evaluation, to detect changes.';

create table gauge_point (
  tenant   text        collate "C" not null,
  project  text        collate "C" not null,
  metric   text        collate "C" not null,
  time     timestamptz not null,
  value    float8      not null,
  count    bigint      not null,
  primary key (tenant, project, metric, time)
);
create index gauge_point_oldest on gauge_point (time);
comment on table gauge_point is 'The value of a gauge at each evaluation; kept for 60 days.';

create table delivery (
  tenant    text        collate "C" not null,
  project   text        collate "C" not null,
  id        bigint      not null,
  channel   text        collate "C" not null,
  alert_id  text        collate "C" not null,
  rule      text        collate "C" not null,
  state     text        collate "C" not null,
  change    bigint      not null,
  outcome   text        collate "C" not null,
  attempt   int         not null,
  at        timestamptz not null,
  detail    text,
  primary key (tenant, project, id),
  constraint delivery_outcome check (outcome in ('delivered', 'failed', 'given_up', 'silenced'))
);
create index delivery_of_alert on delivery (tenant, project, alert_id, id);
create index delivery_latest on delivery (tenant, project, channel, alert_id, id)
  where outcome <> 'failed';
comment on table delivery is 'Every attempt to deliver a notification to a channel, and its outcome.';
comment on column delivery.change is 'The scope_number of the alert_change it reports.';
comment on column delivery.detail is 'HTTP status or error, without secrets.';

create table silence (
  tenant    text        collate "C" not null,
  project   text        collate "C" not null,
  id        bigint      not null,
  matchers  json        not null,
  author    text        not null,
  reason    text        not null,
  starts    timestamptz not null,
  ends      timestamptz not null,
  ended     timestamptz,
  primary key (tenant, project, id)
);
create index silence_active on silence (ends);
create index silence_of_tenant on silence (tenant, project, ends);
comment on table silence is 'Suppresses the notifications of matching alerts until it ends.';
comment on column silence.ended is 'When it was ended early; null otherwise.';

select seed_tenant_statistics();
