-- As for the tables before it: until its first ANALYZE the planner is told that link has one tenant.
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    perform pg_restore_attribute_stats(
      'schemaname', current_schema()::text, 'relname', 'link', 'attname', named.attname,
      'inherited', false, 'null_frac', 0::real, 'avg_width', 8, 'n_distinct', 1::real)
    from (values ('tenant'), ('project')) as named (attname)
    where not exists (
      select from pg_stats s
      where s.schemaname = current_schema() and s.tablename = 'link' and s.attname = named.attname);
  end if;
end
$$;
