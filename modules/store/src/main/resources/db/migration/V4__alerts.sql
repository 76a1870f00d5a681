-- What is remembered of alerts: how they stand and how they came to (alert, alert_change), what the
-- alert room knew at its last tick (slo_state, gauge_point), and what became of telling (delivery,
-- silence). None of it can be rebuilt from the record.

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
comment on table alert is 'Every alert as it stands now.';
comment on column alert.snapshot is 'All of it, summary, times and labels among it; rule, severity and state are repeated to be looked up by.';
comment on column alert.change is 'The number of its last change.';

create table alert_change (
  number    bigint      not null primary key,
  tenant    text        collate "C" not null,
  project   text        collate "C" not null,
  alert_id  text        collate "C" not null,
  at        timestamptz not null,
  snapshot  json        not null
);
comment on table alert_change is 'Every change of an alert, for ever. Never updated.';
comment on column alert_change.number is 'Dense and rising in commit order from 2: assigned under an advisory lock held until commit.';
comment on column alert_change.snapshot is 'What the alert looked like then.';

create table slo_state (
  tenant     text collate "C" not null,
  project    text collate "C" not null,
  objective  text collate "C" not null,
  memory     json not null,
  primary key (tenant, project, objective)
) with (fillfactor = 50);
comment on table slo_state is 'How each objective looked at the last tick, to tell what changed since.';

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
comment on table gauge_point is 'What a gauge said at each tick; kept for 60 days.';

create table delivery (
  id        bigint      generated always as identity primary key,
  tenant    text        collate "C" not null,
  project   text        collate "C" not null,
  channel   text        collate "C" not null,
  alert_id  text        collate "C" not null,
  rule      text        collate "C" not null,
  state     text        collate "C" not null,
  change    bigint      not null,
  outcome   text        collate "C" not null,
  attempt   int         not null,
  at        timestamptz not null,
  detail    text,
  constraint delivery_outcome check (outcome in ('delivered', 'failed', 'given_up', 'silenced'))
);
create index delivery_list on delivery (tenant, project, id);
create index delivery_of_alert on delivery (tenant, project, alert_id, id);
create index delivery_latest on delivery (tenant, project, channel, alert_id, id)
  where outcome <> 'failed';
comment on table delivery is 'What became of each notification at each channel, attempt by attempt.';
comment on column delivery.change is 'The alert_change it tells of.';
comment on column delivery.detail is 'Status or error, without secrets.';

create table silence (
  id        bigint      generated always as identity primary key,
  tenant    text        collate "C" not null,
  project   text        collate "C" not null,
  matchers  json        not null,
  author    text        not null,
  reason    text        not null,
  starts    timestamptz not null,
  ends      timestamptz not null,
  ended     timestamptz
);
create index silence_list on silence (tenant, project, id);
create index silence_lasting on silence (ends);
comment on table silence is 'Keeps notifications of matching alerts from going out until it ends.';
comment on column silence.ended is 'When somebody ended it early; null otherwise.';

select assume_one_tenant(
  'alert', 'alert_change', 'slo_state', 'gauge_point', 'delivery', 'silence');
