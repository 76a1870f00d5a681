package dev.intentobserve.app.telemetry;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredEvent;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredRoot;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredWork;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.PipelineLagPorts.PipelineLag;
import dev.intentobserve.ports.PipelineLagPorts.Reader;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.loop.LoopHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports how far each reader of the record is behind, and how the loops of this process are doing;
 * pure. None of this keeps the service from receiving events.
 */
final class LagReport {
  static final String TRACE = "trace";
  static final String SUMMARIES = "summaries";

  /** A reader that is further behind counts as lagging. */
  private static final Duration LAG_TOLERANCE = Duration.ofSeconds(30);

  /** A loop that fails for longer counts as lagging, even without a backlog. */
  private static final Duration FAILING = Duration.ofSeconds(5);

  /** Loops whose component has another name. */
  private static final Map<String, String> LOOPS =
      Map.of(
          "trace.placements",
          TRACE,
          "trace.summaries",
          SUMMARIES,
          "metrics.record",
          MetricsPorts.CURSOR);

  /** Readers that are always shown; others only where their loop runs. */
  private static final Set<String> ALWAYS =
      Set.of(TracePorts.CURSOR, MetricsPorts.CURSOR, MetricsPorts.ENTITY_STATES_CURSOR);

  private final Instant now;
  private final boolean ids;
  private final Map<String, Component> parts = new LinkedHashMap<>();
  private @Nullable Integer tracesBehind;

  /** The state of one component. */
  private static final class Component {
    private final Json.Builder json = Json.object();
    private boolean lagging;
  }

  /**
   * @param ids whether the ids of entities may be shown: without keys every caller may read them
   */
  LagReport(Instant now, boolean ids) {
    this.now = now;
    this.ids = ids;
  }

  /** How far module trace is behind. */
  LagReport behind(long events, int traces) {
    part(TRACE).json.put("events_behind", events).put("traces_behind", traces);
    tracesBehind = traces;
    return this;
  }

  LagReport standing(PipelineLag standing, Set<String> running) {
    for (Reader reader : standing.readers()) {
      if (ALWAYS.contains(reader.cursor()) || running.contains(reader.cursor())) {
        reader(reader);
      }
    }
    oldest(part(SUMMARIES), standing.oldestStaleRoot());
    return this;
  }

  private void reader(Reader reader) {
    Component part = part(reader.cursor());
    if (!reader.cursor().equals(TracePorts.CURSOR)) {
      boolean changes =
          reader.cursor().equals(MetricsPorts.ENTITY_STATES_CURSOR)
              || reader.cursor().startsWith(AlertStorePorts.NOTIFICATION_CURSOR_PREFIX);
      part.json.put(changes ? "changes_behind" : "events_behind", reader.behind());
    }
    oldest(part, reader.oldest());
  }

  private void oldest(Component part, @Nullable Instant oldest) {
    if (oldest != null && oldest.isBefore(now)) {
      Duration age = Duration.between(oldest, now);
      part.json.put("oldest_seconds", age.toSeconds());
      part.lagging |= age.compareTo(LAG_TOLERANCE) > 0;
    }
  }

  LagReport loops(Map<String, LoopHealth.LoopReport> reports) {
    reports.forEach((loop, report) -> loop(part(LOOPS.getOrDefault(loop, loop)), report));
    return this;
  }

  private static void loop(Component part, LoopHealth.LoopReport report) {
    Duration success = report.sinceSuccess();
    if (success != null) {
      part.json.put("last_success_seconds", success.toSeconds());
    }
    Duration failing = report.failingFor();
    if (failing != null) {
      part.json
          .put("failing_seconds", failing.toSeconds())
          .put("failures", report.failures())
          .put("error", report.error());
      part.lagging |= failing.compareTo(FAILING) > 0;
    }
  }

  LagReport aside(DeferredWork aside) {
    aside(part(TRACE), aside.eventCount(), aside.events().stream().map(this::event).toList());
    aside(part(SUMMARIES), aside.rootCount(), aside.roots().stream().map(this::root).toList());
    return this;
  }

  private static void aside(Component part, long count, List<Json.Fields> named) {
    if (count > 0) {
      part.lagging = true;
      part.json.put("set_aside", count).put("longest_aside", named);
    }
  }

  private Json.Fields event(DeferredEvent event) {
    return Json.object()
        .put("seq", event.seq())
        .put("attempts", event.attempts())
        .put("since", event.since())
        .put("next_try", event.nextTry())
        .put("error", event.error())
        .build();
  }

  /** Where ids may not be shown, a root is named by its trace id, which needs a key to look up. */
  private Json.Fields root(DeferredRoot root) {
    EntityKey key = root.root();
    return Json.object()
        .put("root", ids ? key.toString() : key.kind().code())
        .put("trace_id", TraceIds.derivedTraceId(root.scope(), key))
        .put("attempts", root.attempts())
        .put("since", root.since())
        .put("next_try", root.nextTry())
        .put("error", root.error())
        .build();
  }

  /** By component; {@code up} or {@code lagging}. */
  Map<String, Json> json() {
    Integer traces = tracesBehind;
    if (traces != null && parts.containsKey(SUMMARIES)) {
      part(SUMMARIES).json.put("traces_behind", traces);
    }
    Map<String, Json> json = new LinkedHashMap<>();
    parts.forEach(
        (name, part) ->
            json.put(name, part.json.put("status", part.lagging ? "lagging" : "up").build()));
    return json;
  }

  private Component part(String name) {
    return parts.computeIfAbsent(name, fresh -> new Component());
  }
}
