-- Metrics and SLI counts, computed from the record. They can be computed again, apart from the
-- indicator_* rows of measured request times and of freshness, which no event holds.

create table series (
  tenant       text             collate "C" not null,
  project      text             collate "C" not null,
  metric       text             collate "C" not null,
  labels       text             collate "C" not null,
  count        bigint           not null,
  sum          double precision not null,
  buckets      bigint[]         not null,
  first_time   timestamptz      not null,
  first_rank   int              not null,
  first_event  text             collate "C" not null,
  exemplars    json             not null,
  primary key (tenant, project, metric, labels)
) with (fillfactor = 50);
comment on table series is 'The cumulative value of each series: the sum of its samples and events.';
comment on column series.labels is 'A JSON object with its names in alphabetical order.';
comment on column series.buckets is 'Counts of a histogram, not cumulative; empty for other types.';
comment on column series.first_time is 'With first_rank and first_event: the order in which series are admitted to the series budget.';
comment on column series.exemplars is 'By bucket: value, time, trace id, span id.';

create table series_name (
  tenant   text collate "C" not null,
  project  text collate "C" not null,
  metric   text collate "C" not null,
  labels   text collate "C" not null,
  id       int  not null generated always as identity unique,
  primary key (tenant, project, metric, labels)
);
comment on table series_name is 'A number for each series that ever had a sample, because a sample is smaller than its name.';
comment on column series_name.labels is 'As in series.';

create table sample (
  tenant    text             collate "C" not null,
  project   text             collate "C" not null,
  subject   text             collate "C" not null,
  series    int              not null,
  value     double precision not null,
  time      timestamptz      not null,
  trace_id  text             collate "C",
  span_id   text             collate "C",
  primary key (tenant, project, subject, series)
) with (fillfactor = 80);
create index sample_time on sample (series, time, subject);
comment on table sample is 'What one entity contributes to one series; series are the sums of these.';
comment on column sample.subject is 'kind:id of the entity.';
comment on column sample.series is 'series_name.id, of the same tenant and project.';

create table sli_event (
  tenant       text        collate "C" not null,
  project      text        collate "C" not null,
  subject      text        collate "C" not null,
  indicator    text        collate "C" not null,
  outcome      text        collate "C" not null,
  start_time   timestamptz,
  end_time     timestamptz,
  decided      timestamptz,
  due          timestamptz,
  start_event  text        collate "C",
  end_event    text        collate "C",
  trace_id     text        collate "C",
  primary key (tenant, project, subject, indicator),
  constraint sli_event_outcome check (outcome in ('good', 'bad', 'open'))
) with (fillfactor = 80);
-- SliEventSql sorts by the same expression as sli_event_decided.
create index sli_event_due on sli_event (indicator, due) where outcome = 'open';
create index sli_event_decided on sli_event
  (tenant, project, indicator, (coalesce(decided, timestamptz '9999-12-31 00:00:00+00')), subject);
comment on table sli_event is 'One measured event of an indicator, with a start and an end: good, bad or still open.';
comment on column sli_event.indicator is 'Digest of the definition of the indicator.';
comment on column sli_event.decided is 'The time at which it is counted; null while open.';
comment on column sli_event.due is 'When an open one becomes bad.';

create table indicator_minute (
  tenant     text        collate "C" not null,
  project    text        collate "C" not null,
  indicator  text        collate "C" not null,
  minute     timestamptz not null,
  good       bigint      not null,
  bad        bigint      not null,
  primary key (tenant, project, indicator, minute)
) with (fillfactor = 70);
comment on table indicator_minute is 'Good and bad events of an indicator by the minute in which they are counted.';

create table indicator_hour (
  tenant     text        collate "C" not null,
  project    text        collate "C" not null,
  indicator  text        collate "C" not null,
  hour       timestamptz not null,
  good       bigint      not null,
  bad        bigint      not null,
  primary key (tenant, project, indicator, hour)
) with (fillfactor = 70);
comment on table indicator_hour is 'indicator_minute by the hour, so that sums over long windows read few rows.';

create table indicator_total (
  tenant     text   collate "C" not null,
  project    text   collate "C" not null,
  indicator  text   collate "C" not null,
  good       bigint not null,
  bad        bigint not null,
  primary key (tenant, project, indicator)
) with (fillfactor = 50);
comment on table indicator_total is 'Good and bad events of an indicator since it exists.';

create table activity (
  tenant      text        collate "C" not null,
  project     text        collate "C" not null,
  kind        text        collate "C" not null,
  name        text        collate "C" not null,
  minute      timestamptz not null,
  count       bigint      not null,
  last        timestamptz not null,
  last_event  text        collate "C" not null,
  primary key (tenant, project, kind, name, minute)
) with (fillfactor = 70);
comment on table activity is 'Number of events of an emitter by the minute.';
comment on column activity.kind is 'source, file, hook, or work for everything that is not a heartbeat.';
comment on column activity.last_event is 'The event at the time in last.';
