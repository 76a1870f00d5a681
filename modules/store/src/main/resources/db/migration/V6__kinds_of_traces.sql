-- Traces are asked for by the kind of their root: there may be a million signals that nobody took up,
-- each a provisional trace of its own, between two intents.

drop index trace_summary_newest;
create index trace_summary_newest on trace_summary
  (tenant, project, root_kind, (coalesce(last_event, timestamptz '1970-01-01 00:00:00+00')), root_id);
drop index trace_summary_state;
create index trace_summary_state on trace_summary
  (tenant, project, root_kind, state, (coalesce(last_event, timestamptz '1970-01-01 00:00:00+00')), root_id);
