package dev.intentobserve.store.alert;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.parser.JsonText;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.record.EventRowMapper;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Table {@code slo_memory}: kept as JSON, so that what comes back is equal to what went in. */
final class SloStateSql {
  static final String SAVE =
      """
      insert into slo_state (tenant, project, objective, memory)
      select tenant, project, objective, memory::json
      from unnest($1::text[], $2::text[], $3::text[], $4::text[])
        as g (tenant, project, objective, memory)
      order by tenant, project, objective
      on conflict (tenant, project, objective) do update set memory = excluded.memory
      """;

  static final String ALL =
      """
      select tenant, project, memory::text as memory from slo_state
      order by tenant, project, objective
      """;

  private SloStateSql() {}

  static Tuple rows(List<Scoped<SloSnapshot>> memories) {
    return ArrayColumns.of(memories)
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project())
        .text(row -> row.value().objective())
        .text(row -> write(row.value()).encode())
        .tuple();
  }

  static Scoped<SloSnapshot> scoped(Row row) {
    return new Scoped<>(
        EventRowMapper.scope(row), read(JsonText.parseObject(row.getString("memory"))));
  }

  private static Json.Fields write(SloSnapshot memory) {
    return Json.object()
        .put("objective", memory.objective())
        .put("state", memory.state().code())
        .put("since", memory.since())
        .put("definition", memory.definition())
        .put("indicator", memory.indicator())
        .put("from", memory.from())
        .put("to", memory.to())
        .put("good", memory.tally().good())
        .put("bad", memory.tally().bad())
        .put("note", memory.note())
        .put("note_until", memory.noteUntil())
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
