package dev.intentobserve.store.alert;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.parser.JsonText;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Table {@code slo_state}: kept as JSON, so that the value read is equal to the value saved. */
final class SloStateSql {
  static final String SAVE =
      """
      insert into slo_state (tenant, project, objective, snapshot)
      select tenant, project, objective, snapshot::json
      from unnest($1::text[], $2::text[], $3::text[], $4::text[])
        as g (tenant, project, objective, snapshot)
      order by tenant, project, objective
      on conflict (tenant, project, objective) do update set snapshot = excluded.snapshot
      """;

  static final String ALL =
      """
      select tenant, project, snapshot::text as snapshot from slo_state
      order by tenant, project, objective
      """;

  private SloStateSql() {}

  static Tuple saveArguments(List<Scoped<SloSnapshot>> snapshots) {
    return ArrayColumns.of(snapshots)
        .scope(row -> row.scope())
        .text(row -> row.value().objective())
        .text(row -> write(row.value()).encode())
        .tuple();
  }

  static Scoped<SloSnapshot> scoped(Row row) {
    return new Scoped<>(Rows.scope(row), read(JsonText.parseObject(row.getString("snapshot"))));
  }

  private static Json.Fields write(SloSnapshot snapshot) {
    return Json.object()
        .put("objective", snapshot.objective())
        .put("state", snapshot.state().code())
        .put("since", snapshot.since())
        .put("definition", snapshot.definition())
        .put("indicator", snapshot.indicator())
        .put("from", snapshot.from())
        .put("to", snapshot.to())
        .put("good", snapshot.tally().good())
        .put("bad", snapshot.tally().bad())
        .put("note", snapshot.note())
        .put("note_until", snapshot.noteUntil())
        .build();
  }

  private static SloSnapshot read(Json.Fields json) {
    return new SloSnapshot(
        text(json, "objective"),
        SloStatus.State.valueOf(text(json, "state").toUpperCase(Locale.ROOT)),
        Instant.parse(text(json, "since")),
        text(json, "definition"),
        text(json, "indicator"),
        Instant.parse(text(json, "from")),
        Instant.parse(text(json, "to")),
        new GoodBadCount(Long.parseLong(text(json, "good")), Long.parseLong(text(json, "bad"))),
        json.text("note").orElse(null),
        time(json, "note_until"));
  }

  private static String text(Json.Fields json, String name) {
    return json.text(name).orElseThrow();
  }

  private static @Nullable Instant time(Json.Fields json, String name) {
    return json.text(name).map(Instant::parse).orElse(null);
  }
}
