package dev.intentobserve.store.sql;

/** Table {@code cursor}: how far each reader has come. */
public final class CursorSql {
  public static final String POSITION = "select position from cursor where name = $1";

  /**
   * Changes a row only when the cursor still stands at {@code $2}; one that never moved is at 0.
   */
  public static final String MOVE =
      """
      insert into cursor as c (name, position)
      select $1, $3
      where $2 = 0 or exists (select from cursor where name = $1)
      on conflict (name) do update set position = excluded.position where c.position = $2
      """;

  private CursorSql() {}
}
