package dev.intentobserve.store;

import dev.intentobserve.contract.AlertStoreContract.SloMemory;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.SloStatus;
import dev.intentobserve.event.Tally;
import dev.intentobserve.reading.JsonText;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Table {@code slo_memory}: kept as JSON, so that what comes back is equal to what went in. */
final class SloMemorySql {
  static final String SAVE =
      """
      insert into slo_memory (tenant, project, objective, memory)
      select tenant, project, objective, memory::json
      from unnest($1::text[], $2::text[], $3::text[], $4::text[])
        as g (tenant, project, objective, memory)
      order by tenant, project, objective
      on conflict (tenant, project, objective) do update set memory = excluded.memory
      """;

  static final String ALL =
      """
      select tenant, project, memory::text as memory from slo_memory
      order by tenant, project, objective
      """;

  private SloMemorySql() {}

  static Tuple rows(List<Scoped<SloMemory>> memories) {
    return Columns.of(memories)
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project())
        .text(row -> row.value().objective())
        .text(row -> write(row.value()).encode())
        .tuple();
  }

  static Scoped<SloMemory> scoped(Row row) {
    return new Scoped<>(EventRows.scope(row), read(JsonText.parseObject(row.getString("memory"))));
  }

  private static Json.Fields write(SloMemory memory) {
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

  private static SloMemory read(Json.Fields json) {
    return new SloMemory(
        text(json, "objective"),
        SloStatus.State.valueOf(text(json, "state").toUpperCase(Locale.ROOT)),
        Instant.parse(text(json, "since")),
        text(json, "definition"),
        text(json, "indicator"),
        Instant.parse(text(json, "from")),
        Instant.parse(text(json, "to")),
        new Tally(Long.parseLong(text(json, "good")), Long.parseLong(text(json, "bad"))),
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
