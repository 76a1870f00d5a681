package dev.intentobserve.store.alert;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import dev.intentobserve.parser.redact.Redactor;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.EndSilence;
import dev.intentobserve.ports.AlertStorePorts.SilencesOf;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Table {@code silence}: creates, ends and lists silences. */
final class SilenceRepository {
  private static final String COLUMNS =
      "id, tenant, project, matchers::text as matchers, author, reason, starts, ends, ended ";

  private static final String SAVE =
      """
      insert into silence (id, tenant, project, matchers, author, reason, starts, ends)
      select coalesce(max(id), 0) + 1, $1, $2, $3::text::json, $4::text, $5::text,
        $6::timestamptz, $7::timestamptz
      from silence where tenant = $1 and project = $2
      having $9 > (
        select count(*)
        from (
          select from silence where tenant = $1 and ended is null and ends > $8 limit $9) as active)
      returning\s"""
          + COLUMNS;

  private static final String END =
      """
      update silence set ended = $4
      where tenant = $1 and project = $2 and id = $3 and ended is null and ends > $4
      """;

  private static final String LIST =
      "select "
          + COLUMNS
          + """
            from silence
            where ($1::text is null or (tenant = $1 and project = $2))
              and ($3::timestamptz is null or (ends > $3 and (ended is null or ended > $3)))
              and id < $4
            order by id desc limit $5
            """;

  /** The most active silences of one tenant: each of them is compared with each of its alerts. */
  static final int MAX_ACTIVE = 1_000;

  private final DatabasePool db;
  private final InstantSource clock;

  SilenceRepository(DatabasePool db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /** Redacts all texts, because people type them and may paste secrets. */
  Future<Silence> save(Scoped<Silence> order) {
    Silence silence = order.value();
    Tuple row =
        Tuple.of(order.scope().tenant(), order.scope().project())
            .addString(matchers(silence).encode())
            .addString(ArrayColumns.storable(Redactor.redact(silence.author())))
            .addString(ArrayColumns.storable(Redactor.redact(silence.reason())))
            .addOffsetDateTime(ArrayColumns.utc(silence.starts()))
            .addOffsetDateTime(ArrayColumns.utc(silence.ends()))
            .addOffsetDateTime(ArrayColumns.utc(clock.instant()))
            .addLong((long) MAX_ACTIVE);
    return db.transaction(
            connection ->
                connection
                    .query(AdvisoryLocks.DELIVERIES)
                    .execute()
                    .compose(locked -> connection.preparedQuery(SAVE).execute(row)))
        .map(SilenceRepository::saved);
  }

  private static Silence saved(RowSet<Row> rows) {
    if (rows.size() == 0) {
      throw Fault.refused(
          AlertStorePorts.TOO_MANY_SILENCES,
          "This tenant has "
              + MAX_ACTIVE
              + " active silences, which is the limit. End some with DELETE"
              + " /api/v1/alerts/silences/{id}, or let one silence match more alerts.");
    }
    return scoped(Rows.first(rows)).value();
  }

  Future<Boolean> end(EndSilence order) {
    Tuple arguments =
        Tuple.of(order.scope().tenant(), order.scope().project(), order.id())
            .addOffsetDateTime(ArrayColumns.utc(order.at()));
    return db.query(END, arguments).map(rows -> rows.rowCount() == 1);
  }

  /** All active silences of one scope; otherwise one page of the newest. */
  Future<List<Scoped<Silence>>> list(SilencesOf question) {
    return question.lastingAt() == null || question.scope() == null
        ? page(question, Long.MAX_VALUE)
        : collectPages(question, Long.MAX_VALUE, new ArrayList<>());
  }

  private Future<List<Scoped<Silence>>> collectPages(
      SilencesOf question, long before, List<Scoped<Silence>> found) {
    return page(question, before)
        .compose(
            page -> {
              found.addAll(page);
              return page.size() < PageLimit.MAX
                  ? Future.succeededFuture(found)
                  : collectPages(question, page.getLast().value().id(), found);
            });
  }

  private Future<List<Scoped<Silence>>> page(SilencesOf question, long before) {
    Scope scope = question.scope();
    Tuple filters =
        Tuple.tuple()
            .addString(scope == null ? null : scope.tenant())
            .addString(scope == null ? null : scope.project())
            .addOffsetDateTime(ArrayColumns.utc(question.lastingAt()))
            .addLong(before)
            .addInteger(PageLimit.MAX);
    return db.query(LIST, filters).map(rows -> Rows.map(rows, SilenceRepository::scoped));
  }

  private static Json.Fields matchers(Silence silence) {
    Json.Builder matchers = Json.object();
    silence.matchers().forEach((name, value) -> matchers.put(name, redacted(name, value)));
    return matchers.build();
  }

  /** The labels of alerts are redacted in the same way, so that the matchers still match them. */
  private static String redacted(String name, String value) {
    return Redactor.secretKey(name) ? Redaction.MARK : Redactor.redact(value);
  }

  private static Scoped<Silence> scoped(Row row) {
    Json.Fields given = JsonText.parseObject(row.getString("matchers"));
    SortedMap<String, String> matchers = new TreeMap<>();
    given.values().keySet().forEach(name -> matchers.put(name, given.text(name).orElse("")));
    return new Scoped<>(
        Rows.scope(row),
        new Silence(
            row.getLong("id"),
            matchers,
            row.getString("author"),
            row.getString("reason"),
            Rows.instant(row, "starts"),
            Rows.instant(row, "ends"),
            Rows.instantOrNull(row, "ended")));
  }
}
