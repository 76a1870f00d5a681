package dev.intentobserve.store.projection;

/**
 * Follows claims up and down from some entities. A walk stops at entities it has already seen, so
 * cycles do no harm. It may find more than belongs to a trace, never less; the caller decides which
 * claims are valid.
 *
 * <p>The lists that name a member are looked up in a subquery with {@code offset 0} and with {@code
 * enable_seqscan} off, so that the planner can only use the index on the members. With any other
 * plan each list is unpacked once for each of its members: 30 s for a list of 20,000. {@code
 * DatabasePool.graphSnapshot} has further planner settings for these statements only.
 */
final class EntityGraphSql {
  /** {@code $1} tenant, {@code $2} project, {@code $3} and {@code $4} the root. */
  private static final String ROOT =
      """
      with recursive seed (kind, id) as (
        select $3::text collate "C", $4::text collate "C"
        union
        select t.kind, t.id
        from alias a
        join trace_string t on t.tenant = a.tenant and t.project = a.project and t.ref = a.ref
        where $3 = 'intent' and a.tenant = $1 and a.project = $2 and a.intent_id = $4
        union
        select t.kind, t.id from trace_string t
        where $3 = 'intent' and t.tenant = $1 and t.project = $2 and t.ref = $4
      )
      """;

  private static final String WALK =
      """
      , down (kind, id) as (
        select kind, id from seed
        union
        select found.kind, found.id
        from down d
        cross join lateral (
          select p.kind, p.id from parent p
          where p.tenant = $1 and p.project = $2 and p.parent_kind = d.kind and p.parent_id = d.id
          union all
          select m.member_kind, member.id
          from membership m cross join lateral unnest(m.members) as member (id)
          where m.tenant = $1 and m.project = $2 and m.parent_kind = d.kind
            and m.parent_id = d.id
        ) as found
      )
      """;

  private static final String FACTS =
      """
      select e.kind, e.id, e.facts::text as facts
      from down d
      join entity e on e.tenant = $1 and e.project = $2 and e.kind = d.kind and e.id = d.id
      """;

  /** Includes the claims of other parents on the same children. */
  private static final String MEMBERSHIPS =
      """
      , claims (parent_kind, parent_id, event_id, member_kind, part) as (
        select m.parent_kind, m.parent_id, m.event_id, m.member_kind, m.part
        from down d
        join membership m on m.tenant = $1 and m.project = $2 and m.parent_kind = d.kind
          and m.parent_id = d.id
        union
        select m.parent_kind, m.parent_id, m.event_id, m.member_kind, m.part
        from down d
        cross join lateral (
          select * from membership where members @> array[d.id]
          offset 0) as m
        where m.tenant = $1 and m.project = $2 and m.member_kind = d.kind
      )
      select m.parent_kind, m.parent_id, m.member_kind, m.members, m.stamp_time,
        m.stamp_rank, m.event_id
      from claims c
      join membership m on m.tenant = $1 and m.project = $2
        and m.parent_kind = c.parent_kind and m.parent_id = c.parent_id
        and m.event_id = c.event_id and m.member_kind = c.member_kind and m.part = c.part
      """;

  /** All claims on the trace strings of the root and of everything below it. */
  private static final String ALIASES =
      """
      , refs (ref) as (
        select a.ref from seed s
        join alias a on a.tenant = $1 and a.project = $2 and a.intent_id = s.id
        where s.kind = 'intent'
        union
        select t.ref
        from down d
        join trace_string t on t.tenant = $1 and t.project = $2 and t.kind = d.kind
          and t.id = d.id
      )
      select a.trace_ref, a.intent_id, a.stamp_time, a.stamp_rank, a.event_id
      from refs r
      join alias a on a.tenant = $1 and a.project = $2 and a.ref = r.ref
      """;

  static final String DOWN_FACTS = ROOT + WALK + FACTS;
  static final String DOWN_MEMBERSHIPS = ROOT + WALK + MEMBERSHIPS;
  static final String DOWN_ALIASES = ROOT + WALK + ALIASES;

  /**
   * {@code $1} tenant, {@code $2} project, {@code $3} kinds and {@code $4} ids of the keys, {@code
   * $5} trace strings in the form in which they are compared.
   */
  private static final String UP =
      """
      with recursive seed (kind, id) as (
        select k.kind collate "C", k.id collate "C" from unnest($3::text[], $4::text[]) as k (kind, id)
        union
        select 'intent' collate "C", a.intent_id
        from unnest($5::text[]) as given (ref)
        join alias a on a.tenant = $1 and a.project = $2 and a.ref = given.ref collate "C"
        union
        select e.kind, e.id
        from unnest($5::text[]) as given (ref)
        join entity e on e.tenant = $1 and e.project = $2 and e.kind = 'intent'
          and e.id = given.ref collate "C"
      ), up (kind, id) as (
        select kind, id from seed
        union
        select found.kind, found.id
        from up u
        cross join lateral (
          select p.parent_kind, p.parent_id from parent p
          where p.tenant = $1 and p.project = $2 and p.kind = u.kind and p.id = u.id
          union all
          select m.parent_kind, m.parent_id
          from (select * from membership where members @> array[u.id] offset 0) as m
          where m.tenant = $1 and m.project = $2 and m.member_kind = u.kind
          union all
          select 'intent' collate "C", a.intent_id
          from trace_string t
          join alias a on a.tenant = t.tenant and a.project = t.project and a.ref = t.ref
          where t.tenant = $1 and t.project = $2 and t.kind = u.kind and t.id = u.id
          union all
          select e.kind, e.id
          from trace_string t
          join entity e on e.tenant = t.tenant and e.project = t.project and e.kind = 'intent'
            and e.id = t.ref
          where t.tenant = $1 and t.project = $2 and t.kind = u.kind and t.id = u.id
        ) as found (kind, id)
      )
      """;

  static final String UP_FACTS =
      UP
          + """
            select e.kind, e.id, e.facts::text as facts
            from up u
            join entity e on e.tenant = $1 and e.project = $2 and e.kind = u.kind and e.id = u.id
            """;

  /**
   * The memberships that name one of the entities, reduced to these: a list may have a hundred
   * thousand members.
   */
  static final String UP_MEMBERSHIPS =
      UP
          + """
            select m.parent_kind, m.parent_id, m.member_kind, array_agg(u.id order by u.id) as members,
              m.stamp_time, m.stamp_rank, m.event_id
            from up u
            cross join lateral (
              select * from membership where members @> array[u.id]
              offset 0) as m
            where m.tenant = $1 and m.project = $2 and m.member_kind = u.kind
            group by m.parent_kind, m.parent_id, m.member_kind, m.stamp_time, m.stamp_rank,
              m.event_id
            """;

  /** All claims on the given strings, on those of the keys and of the intents above them. */
  static final String UP_ALIASES =
      UP
          + """
            , refs (ref) as (
              select unnest($5::text[]) collate "C"
              union
              select t.ref
              from up u
              join trace_string t on t.tenant = $1 and t.project = $2 and t.kind = u.kind
                and t.id = u.id
              union
              select a.ref
              from up u
              join alias a on a.tenant = $1 and a.project = $2 and a.intent_id = u.id
              where u.kind = 'intent'
            )
            select a.trace_ref, a.intent_id, a.stamp_time, a.stamp_rank, a.event_id
            from refs r
            join alias a on a.tenant = $1 and a.project = $2 and a.ref = r.ref
            """;

  /**
   * What a reference may mean; {@code $3} verbatim, {@code $4} in the form in which trace strings
   * are compared. Ids come before strings, intents before clusters, earlier claims before later
   * ones.
   */
  static final String ROOTS =
      """
      select kind, id
      from (
        select kind, id, 1 as rank, null::timestamptz as at
        from entity
        where tenant = $1 and project = $2 and kind in ('intent', 'cluster') and id = $3
        union all
        select parent_kind, parent_id, 1, null from parent
        where tenant = $1 and project = $2 and parent_kind in ('intent', 'cluster')
          and parent_id = $3
        union all
        select parent_kind, parent_id, 1, null from membership
        where tenant = $1 and project = $2 and parent_kind in ('intent', 'cluster')
          and parent_id = $3
        union all
        select 'intent', intent_id, 1, null from alias
        where tenant = $1 and project = $2 and intent_id = $3
        union all
        select 'intent', intent_id, 2, stamp_time from alias
        where tenant = $1 and project = $2 and ref = $4
        union all
        select root_kind, root_id, 3, last_event from trace_summary
        where tenant = $1 and project = $2 and trace_id = $4
        union all
        select e.kind, e.id, 4, e.first_time
        from trace_string t
        join entity e using (tenant, project, kind, id)
        where t.tenant = $1 and t.project = $2 and t.kind in ('intent', 'cluster') and t.ref = $4
      ) as candidate
      group by kind, id
      order by min(rank) = 1 desc, kind = 'intent' desc, min(rank), min(at) nulls last, kind, id
      limit 100
      """;

  private EntityGraphSql() {}
}
