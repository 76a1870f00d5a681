-- Where every entity stands: a projection that follows the record and says what changed.

create sequence entity_state_revision;
create table entity_state (
  tenant      text              collate "C" not null,
  project     text              collate "C" not null,
  kind        text              collate "C" not null,
  id          text              collate "C" not null,
  state       text              collate "C" not null,
  level       text              collate "C",
  trust       double precision,
  source      text              collate "C",
  product     text              collate "C",
  cluster     text              collate "C",
  start_time  timestamptz,
  end_time    timestamptz,
  top_kind    text              collate "C" not null,
  top_id      text              collate "C" not null,
  trace_id    text              collate "C",
  span_id     text              collate "C",
  marks       jsonb             not null,
  facts       text              collate "C" not null,
  revision    bigint            not null,
  primary key (tenant, project, kind, id)
) with (fillfactor = 80);
create unique index entity_state_changes on entity_state (revision);
create index life_state on entity_state (tenant, project, kind, state, id);
create index life_top on entity_state (tenant, project, top_kind, top_id);
comment on table entity_state is 'Where each entity stands, seen with what is above and below it. A projection.';
comment on column entity_state.source is 'Of the event that created the entity, else of its latest.';
comment on column entity_state.top_id is 'With top_kind: the root of its trace; of an orphan the topmost entity above it.';
comment on column entity_state.marks is 'Of an intent: the moments its cycle times are measured between, by name.';
comment on column entity_state.facts is 'Digest of the facts it was made from, or newer ones: who follows lives reads both.';
comment on column entity_state.revision is 'Of the last change. Rises in commit order: assigned under an advisory lock held until commit.';

-- Facts say more from now on than they did: who created an entity. All projections are made anew
-- from the record, by the trace room as soon as it runs.
truncate entity, trace_string, parent, membership, alias, stale_root, trace_summary;
delete from cursor where name = 'trace';

-- Until its first ANALYZE the planner takes every column for equally selective: see the first
-- migration, which says the same of its tables. Tables that come later say it by this function.
create function assume_one_tenant(variadic tables text[]) returns void language plpgsql as $$
declare
  named record;
begin
  if current_setting('server_version_num')::int >= 180000 then
    for named in
      select c.relname, a.attname
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
        and c.relname = any (tables) and a.attname in ('tenant', 'project')
    loop
      perform pg_restore_attribute_stats(
        'schemaname', current_schema()::text, 'relname', named.relname::text,
        'attname', named.attname::text, 'inherited', false,
        'null_frac', 0::real, 'avg_width', 8, 'n_distinct', 1::real);
    end loop;
  end if;
end
$$;
comment on function assume_one_tenant is 'Tells the planner that tenant and project select nothing, until ANALYZE replaces this by the truth.';

select assume_one_tenant('entity_state');
