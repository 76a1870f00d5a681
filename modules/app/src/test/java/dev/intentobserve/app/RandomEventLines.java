package dev.intentobserve.app;

import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.parser.EventParser;
import dev.intentobserve.parser.ParseResult;
import dev.intentobserve.testkit.TestEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a few emitters that contradict each other might send: few entities and few moments, so that
 * claims compete, circles close and orphans find their way home, all as lines that were really
 * read.
 */
final class RandomEventLines {
  private static final List<String> OF_SIGNALS =
      List.of("signal.created", "signal.enriched", "signal.dismissed", "signal.resurrected");
  private static final List<String> OF_CONTRACTS =
      List.of("contract.started", "contract.verified", "contract.failed", "contract.completed");
  private static final List<String> REFS =
      List.of(
          "T-1",
          "INT-1",
          "SPEC-2",
          "6f1e1c1e-0d5b-4a3c-9a59-1f2f3a4b5c6d",
          "cluster-6f1e1c1e-0d5b-4a3c-9a59-000000000001");

  private final Random random;

  RandomEventLines(Random random) {
    this.random = random;
  }

  List<WorkEvent> events(int size) {
    List<WorkEvent> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      events.add(read(line(i).encode()));
    }
    return events;
  }

  /** One line, its quotes written as apostrophes. */
  static WorkEvent read(String line) {
    byte[] bytes = line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    if (new EventParser(InputLimits.DEFAULT).read(bytes, TestEvent.NOON)
        instanceof ParseResult.ParsedEvent read) {
      return read.event();
    }
    throw new IllegalArgumentException(line);
  }

  private JsonObject line(int i) {
    JsonObject line = drawn();
    Instant at = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(random.nextInt(20));
    line.put("version", "0.1").put("event_id", "event-" + i).put("timestamp", at.toString());
    line.put("source", "source-" + random.nextInt(3));
    if (random.nextInt(4) == 0) {
      line.put("trace_id", REFS.get(random.nextInt(REFS.size())));
    }
    line.getJsonObject("data").put("trust", random.nextInt(10) / 10.0);
    return line;
  }

  private JsonObject drawn() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> line(OF_SIGNALS.get(random.nextInt(OF_SIGNALS.size())), signal());
      case 2 -> line("signal.clustered", signal(), "cluster_id", cluster());
      case 3 -> line("signal.promoted", signal(), "intent_id", intent());
      case 4 -> members("intent.proposed", intent(), "signals", signal(), signal());
      case 5 -> line("intent.accepted", intent(), "product", "product-" + random.nextInt(2));
      case 6 -> line("intent.proposed", intent(), "cluster_id", cluster());
      case 7 -> line("spec.created", spec(), "intent_id", intent());
      case 8 -> members("spec.approved", spec(), "contracts", contract(), contract());
      case 9 ->
          line(
              OF_CONTRACTS.get(random.nextInt(OF_CONTRACTS.size())), contract(), "spec_id", spec());
      case 10 -> parented("decision.recorded", "D" + random.nextInt(5), any());
      default -> parented("execution.paused", "E" + random.nextInt(5), "E" + random.nextInt(5));
    };
  }

  private static JsonObject line(String type, String id) {
    return new JsonObject().put("event", type).put("ref", id).put("data", new JsonObject());
  }

  private static JsonObject line(String type, String id, String field, String value) {
    JsonObject line = line(type, id);
    line.getJsonObject("data").put(field, value);
    return line;
  }

  private static JsonObject members(String type, String id, String field, String a, String b) {
    JsonObject line = line(type, id);
    line.getJsonObject("data").put(field, new JsonArray().add(a).add(b));
    return line;
  }

  private static JsonObject parented(String type, String id, String parent) {
    return line(type, id).put("parent_id", parent);
  }

  private String any() {
    return switch (random.nextInt(4)) {
      case 0 -> intent();
      case 1 -> spec();
      case 2 -> contract();
      default -> "D" + random.nextInt(5);
    };
  }

  private String signal() {
    return "SIG-" + random.nextInt(8);
  }

  private String cluster() {
    return "CLU-" + random.nextInt(4);
  }

  private String intent() {
    return "INT-" + random.nextInt(4);
  }

  private String spec() {
    return "SPEC-" + random.nextInt(5);
  }

  private String contract() {
    return "CON-" + random.nextInt(6);
  }
}
