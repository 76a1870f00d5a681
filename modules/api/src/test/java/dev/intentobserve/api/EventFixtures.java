package dev.intentobserve.api;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.StorePorts.ExportStatus;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.SourceCount;
import dev.intentobserve.ports.StorePorts.SourcePage;
import dev.intentobserve.ports.StorePorts.SourcesOf;
import dev.intentobserve.ports.StorePorts.Totals;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A small life: one signal, the intent it grew into, and what went wrong on the way. */
public final class EventFixtures {
  public static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  public static final Scope OTHER_SCOPE = new Scope("stranger", "default");
  public static final EntityKey SIGNAL = new EntityKey(EntityKind.SIGNAL, "SIG-7");
  public static final EntityKey INTENT = new EntityKey(EntityKind.INTENT, "INT-3");
  public static final EntityKey SPEC = new EntityKey(EntityKind.SPEC, "specs/retry.md");
  public static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  /** Spacing, digits and escapes that writing it anew would change. */
  public static final String SIGNAL_BODY =
      "{ \"event\": \"signal.captured\",  \"score\": 1.50, \"note\": \"tea \\u2615\" }";

  static final String INTENT_ID = "https://ci.example/runs/a b#42";
  static final Bytes BINARY = Bytes.of(new byte[] {'{', (byte) 0xff, '}'});

  private EventFixtures() {}

  public static List<StoredEvent> events() {
    return List.of(
        stored(1, Scope.DEFAULT, signalEvent()),
        stored(2, Scope.DEFAULT, intentEvent()),
        stored(3, Scope.DEFAULT, strangeEvent()),
        stored(4, OTHER_SCOPE, event("theirs", "signal.created", SIGNAL, "{\"secret\":true}")));
  }

  public static StoredEvent stored(long seq, Scope scope, WorkEvent event) {
    return stored(seq, seq, scope, event);
  }

  public static StoredEvent stored(long seq, long scopeSeq, Scope scope, WorkEvent event) {
    return new StoredEvent(seq, scopeSeq, scope, "http", NOON.plusSeconds(seq), event);
  }

  public static WorkEvent event(String id, String type, EntityKey entity, String body) {
    return WorkEvent.builder()
        .eventId(id)
        .digest("d1")
        .dialect("nested")
        .type(type)
        .rawType(type)
        .source("mcp-server")
        .entity(entity)
        .eventTime(NOON)
        .body(Bytes.utf8(body))
        .build();
  }

  private static WorkEvent signalEvent() {
    return WorkEvent.builder()
        .eventId("e-1")
        .digest("d1")
        .dialect("nested")
        .type("signal.created")
        .rawType("signal.captured")
        .source("git-hook")
        .entity(SIGNAL)
        .eventTime(Instant.parse("2026-03-01T08:00:00Z"))
        .traceRef("tea-1")
        .actor("ann")
        .title("Kettle boils dry")
        .data(Json.object().put("score", new Json.Num("1.50")).build())
        .claims(List.of(new Claim.BelongsTo(SIGNAL, INTENT)))
        .flags(Set.of(EventFlag.ZONELESS_TIME))
        .body(Bytes.utf8(SIGNAL_BODY))
        .build();
  }

  private static WorkEvent intentEvent() {
    return WorkEvent.builder()
        .eventId(INTENT_ID)
        .digest("d2")
        .dialect("cloudevents")
        .type("intent.proposed")
        .rawType("intent.proposed")
        .source("mcp-server")
        .entity(INTENT)
        .eventTime(Instant.parse("2026-03-02T08:00:00Z"))
        .body(Bytes.utf8("{\n  \"type\": \"intent.proposed\"\r\n}"))
        .build();
  }

  private static WorkEvent strangeEvent() {
    return WorkEvent.builder()
        .eventId("e-3")
        .digest("d3")
        .dialect("nested")
        .type("kettle.sang")
        .rawType("kettle.sang")
        .source("unknown")
        .eventTime(NOON)
        .flags(Set.of(EventFlag.UNKNOWN_TYPE, EventFlag.INVALID_UTF8))
        .body(BINARY)
        .build();
  }

  public static TraceTree tree() {
    return new TraceTree(
        TRACE,
        INTENT,
        new TreeSet<>(Set.of("tea-1")),
        "executing",
        "execute",
        "Never boil dry",
        Instant.parse("2026-03-03T12:00:00Z"),
        List.of(
            span("00000000000000a1", null, INTENT, "executing", "2026-03-01T08:00:00Z", null),
            span(
                "00000000000000a2",
                "00000000000000a1",
                SIGNAL,
                "promoted",
                "2026-03-01T08:00:00Z",
                "2026-03-02T08:00:00.000001Z"),
            span("00000000000000a3", "00000000000000a1", SPEC, "failed", null, null)));
  }

  private static WorkSpan span(
      String id, String parent, EntityKey key, String state, String start, String end) {
    boolean signal = key.equals(SIGNAL);
    return WorkSpan.builder()
        .spanId(id)
        .parentId(parent)
        .kind(key.kind().code())
        .id(key.id())
        .name(key.kind().code())
        .state(state)
        .start(start == null ? null : Instant.parse(start))
        .end(end == null ? null : Instant.parse(end))
        .attributes(new TreeMap<>(signal ? Map.of("intent.source", "git-hook") : Map.of()))
        .events(
            signal
                ? List.of(
                    new WorkSpan.Moment("signal.created", Instant.parse("2026-03-01T08:00:00Z"), 1),
                    new WorkSpan.Moment(
                        "signal.enriched", Instant.parse("2026-03-01T09:00:00Z"), 3))
                : List.of())
        .links(
            signal
                ? List.of(new WorkSpan.Link("grew_from", "signal:SIG-1", null, null))
                : List.of())
        .flags(new TreeSet<>(start == null ? Set.of("placeholder") : Set.of()))
        .build();
  }

  /** A chain of spans, for answers too large for an event loop. */
  public static TraceTree largeTree(int size) {
    List<WorkSpan> spans = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      String parent = i == 1 ? null : String.format("%016x", i - 1);
      EntityKey key = new EntityKey(i == 1 ? EntityKind.INTENT : EntityKind.SPEC, "N-" + i);
      spans.add(
          span(String.format("%016x", i), parent, key, "draft", "2026-03-01T08:00:00Z", null));
    }
    return new TraceTree(TRACE, INTENT, new TreeSet<>(), "specced", "spec", "Large", NOON, spans);
  }

  public static EntityFacts signalFacts() {
    Stamp first = new Stamp(Instant.parse("2026-03-01T08:00:00Z"), 10, "e-1");
    Stamp last = new Stamp(Instant.parse("2026-03-02T09:00:00Z"), 40, "e-9");
    return new EntityFacts(
        SIGNAL,
        new TreeMap<>(
            Map.of(
                "signal.created", new Occurrence(2, first, first),
                "signal.promoted", new Occurrence(1, last, last))),
        new TreeMap<>(
            Map.of(
                "title",
                new StampedValue(first, "Kettle boils dry"),
                "trust",
                new StampedValue(last, "0.7"),
                EntityFacts.CREATED_SOURCE,
                new StampedValue(first, "git-hook"))),
        new TreeMap<>(Map.of(EntityKind.INTENT, new StampedValue(last, "INT-3"))),
        new TreeMap<>(Map.of("tea-1", first)),
        new TreeSet<>(Set.of("signals/a.md", "signals/b.md")),
        new TreeSet<>(Set.of("grew_from signal:SIG-1")));
  }

  static Map<EntityKey, EntityPlacement> placed() {
    Placement inTrace = new Placement.InTrace(TRACE, INTENT, "00000000000000a2");
    Placement root = new Placement.InTrace(TRACE, INTENT, "00000000000000a1");
    return Map.of(
        SIGNAL,
        new EntityPlacement(inTrace, "promoted", "L3", List.of(INTENT), signalFacts()),
        INTENT,
        new EntityPlacement(root, "executing", null, List.of(), EntityFacts.unknown(INTENT)),
        SPEC,
        new EntityPlacement(inTrace, "failed", null, List.of(INTENT), EntityFacts.unknown(SPEC)));
  }

  static List<EntityStateRow> entityStates() {
    EntityState intent =
        EntityState.builder()
            .key(INTENT)
            .state("executing")
            .source("mcp-server")
            .top(INTENT)
            .traceId(TRACE)
            .spanId("00000000000000a1")
            .build();
    EntityState signal =
        EntityState.builder()
            .key(SIGNAL)
            .state("promoted")
            .level("L3")
            .trust(0.7)
            .source("git-hook")
            .product("kettle")
            .cluster("CLU-2")
            .start(Instant.parse("2026-03-01T08:00:00Z"))
            .end(Instant.parse("2026-03-02T09:00:00Z"))
            .top(INTENT)
            .traceId(TRACE)
            .spanId("00000000000000a2")
            .build();
    EntityKey cluster = new EntityKey(EntityKind.CLUSTER, "CLU-9");
    EntityState provisional =
        EntityState.builder()
            .key(cluster)
            .state("forming")
            .top(cluster)
            .traceId(TRACE)
            .spanId("00000000000000a4")
            .build();
    EntityKey orphan = new EntityKey(EntityKind.SIGNAL, "SIG-8");
    EntityState alone = EntityState.builder().key(orphan).state("captured").top(orphan).build();
    return List.of(
        new EntityStateRow(1, Scope.DEFAULT, intent, EntityFacts.unknown(INTENT)),
        new EntityStateRow(2, Scope.DEFAULT, signal, signalFacts()),
        new EntityStateRow(3, Scope.DEFAULT, provisional, EntityFacts.unknown(cluster)),
        new EntityStateRow(4, Scope.DEFAULT, alone, EntityFacts.unknown(orphan)));
  }

  static List<ExportStatus> shipping() {
    return List.of(
        new ExportStatus("tempo", "shipped", null),
        new ExportStatus("loki", "refused", "entry too far behind"));
  }

  static List<DeadLetter> deadLetters() {
    return List.of(
        deadLetter(11, Refusal.MALFORMED_JSON, Bytes.utf8("{\"event\":\u202e"), "open"),
        deadLetter(12, Refusal.ID_CONFLICT, BINARY, "discarded"));
  }

  private static DeadLetter deadLetter(long id, Refusal reason, Bytes body, String status) {
    return new DeadLetter(
        id,
        Scope.DEFAULT,
        "http",
        "git-hook",
        "index 3",
        reason,
        "line 1, column 10",
        body,
        "ab12",
        body.length(),
        NOON,
        2,
        status,
        null);
  }

  static SourcePage sources(SourcesOf question) {
    int from = question.cursor() == null ? 0 : Integer.parseInt(question.cursor());
    int to = Math.min(from + question.limit(), counts().size());
    String next = to < counts().size() ? String.valueOf(to) : null;
    Totals totals =
        new Totals(10, 6, 1, Map.of(Refusal.MALFORMED_JSON, 2L, Refusal.ID_CONFLICT, 1L), true);
    return new SourcePage(
        new Listing<>(counts().subList(from, to), next), from == 0 ? totals : null);
  }

  private static List<SourceCount> counts() {
    return List.of(
        new SourceCount("bus", "mcp-server", 3, 2, 1, Map.of()),
        new SourceCount(
            "http",
            "git-hook",
            7,
            4,
            0,
            Map.of(Refusal.MALFORMED_JSON, 2L, Refusal.ID_CONFLICT, 1L)));
  }
}
