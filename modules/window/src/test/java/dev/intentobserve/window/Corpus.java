package dev.intentobserve.window;

import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Shipping;
import dev.intentobserve.contract.StoreContract.SourceCount;
import dev.intentobserve.contract.StoreContract.Sources;
import dev.intentobserve.contract.StoreContract.SourcesOf;
import dev.intentobserve.contract.StoreContract.Totals;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Claim;
import dev.intentobserve.event.DeadLetter;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Occurrence;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.Stamped;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.TraceTree;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.event.WorkSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A small life: one signal, the intent it grew into, and what went wrong on the way. */
final class Corpus {
  static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  static final Scope STRANGER = new Scope("stranger", "default");
  static final EntityKey SIGNAL = new EntityKey(Kind.SIGNAL, "SIG-7");
  static final EntityKey INTENT = new EntityKey(Kind.INTENT, "INT-3");
  static final EntityKey SPEC = new EntityKey(Kind.SPEC, "specs/retry.md");
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  /** Spacing, digits and escapes that writing it anew would change. */
  static final String SIGNAL_BODY =
      "{ \"event\": \"signal.captured\",  \"score\": 1.50, \"note\": \"tea \\u2615\" }";

  static final String INTENT_ID = "https://ci.example/runs/a b#42";
  static final Bytes BINARY = Bytes.of(new byte[] {'{', (byte) 0xff, '}'});

  private Corpus() {}

  static List<Stored> events() {
    return List.of(
        stored(1, Scope.DEFAULT, signalEvent()),
        stored(2, Scope.DEFAULT, intentEvent()),
        stored(3, Scope.DEFAULT, strangeEvent()),
        stored(4, STRANGER, event("theirs", "signal.created", SIGNAL, "{\"secret\":true}")));
  }

  static Stored stored(long seq, Scope scope, WorkEvent event) {
    return stored(seq, seq, scope, event);
  }

  static Stored stored(long seq, long scopeSeq, Scope scope, WorkEvent event) {
    return new Stored(seq, scopeSeq, scope, "http", NOON.plusSeconds(seq), event);
  }

  static WorkEvent event(String id, String type, EntityKey entity, String body) {
    return new WorkEvent(
        id,
        "d1",
        "nested",
        type,
        type,
        "mcp-server",
        entity,
        NOON,
        null,
        null,
        null,
        Json.Fields.EMPTY,
        List.of(),
        Set.of(),
        Bytes.utf8(body));
  }

  private static WorkEvent signalEvent() {
    return new WorkEvent(
        "e-1",
        "d1",
        "nested",
        "signal.created",
        "signal.captured",
        "git-hook",
        SIGNAL,
        Instant.parse("2026-03-01T08:00:00Z"),
        "tea-1",
        "ann",
        "Kettle boils dry",
        Json.object().put("score", new Json.Num("1.50")).build(),
        List.of(new Claim.BelongsTo(SIGNAL, INTENT)),
        Set.of(EventFlag.ZONELESS_TIME),
        Bytes.utf8(SIGNAL_BODY));
  }

  private static WorkEvent intentEvent() {
    return new WorkEvent(
        INTENT_ID,
        "d2",
        "cloudevents",
        "intent.proposed",
        "intent.proposed",
        "mcp-server",
        INTENT,
        Instant.parse("2026-03-02T08:00:00Z"),
        null,
        null,
        null,
        Json.Fields.EMPTY,
        List.of(),
        Set.of(),
        Bytes.utf8("{\n  \"type\": \"intent.proposed\"\r\n}"));
  }

  private static WorkEvent strangeEvent() {
    return new WorkEvent(
        "e-3",
        "d3",
        "nested",
        "kettle.sang",
        "kettle.sang",
        "unknown",
        null,
        NOON,
        null,
        null,
        null,
        Json.Fields.EMPTY,
        List.of(),
        Set.of(EventFlag.UNKNOWN_TYPE, EventFlag.INVALID_UTF8),
        BINARY);
  }

  static TraceTree tree() {
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
    return new WorkSpan(
        id,
        parent,
        key.kind().code(),
        key.id(),
        key.kind().code(),
        state,
        start == null ? null : Instant.parse(start),
        end == null ? null : Instant.parse(end),
        new TreeMap<>(signal ? Map.of("intent.source", "git-hook") : Map.of()),
        signal
            ? List.of(
                new WorkSpan.Moment("signal.created", Instant.parse("2026-03-01T08:00:00Z"), 1),
                new WorkSpan.Moment("signal.enriched", Instant.parse("2026-03-01T09:00:00Z"), 3))
            : List.of(),
        signal ? List.of(new WorkSpan.Link("grew_from", "signal:SIG-1", null, null)) : List.of(),
        new TreeSet<>(start == null ? Set.of("placeholder") : Set.of()));
  }

  /** A chain of spans, for answers too large for an event loop. */
  static TraceTree largeTree(int size) {
    List<WorkSpan> spans = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      String parent = i == 1 ? null : String.format("%016x", i - 1);
      EntityKey key = new EntityKey(i == 1 ? Kind.INTENT : Kind.SPEC, "N-" + i);
      spans.add(
          span(String.format("%016x", i), parent, key, "draft", "2026-03-01T08:00:00Z", null));
    }
    return new TraceTree(TRACE, INTENT, new TreeSet<>(), "specced", "spec", "Large", NOON, spans);
  }

  static EntityFacts signalFacts() {
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
                new Stamped(first, "Kettle boils dry"),
                "trust",
                new Stamped(last, "0.7"),
                EntityFacts.CREATED_SOURCE,
                new Stamped(first, "git-hook"))),
        new TreeMap<>(Map.of(Kind.INTENT, new Stamped(last, "INT-3"))),
        new TreeMap<>(Map.of("tea-1", first)),
        new TreeSet<>(Set.of("signals/a.md", "signals/b.md")),
        new TreeSet<>(Set.of("grew_from signal:SIG-1")));
  }

  static Map<EntityKey, Placed> placed() {
    Placement inTrace = new Placement.InTrace(TRACE, INTENT, "00000000000000a2");
    Placement root = new Placement.InTrace(TRACE, INTENT, "00000000000000a1");
    return Map.of(
        SIGNAL,
        new Placed(inTrace, "promoted", "L3", List.of(INTENT), signalFacts()),
        INTENT,
        new Placed(root, "executing", null, List.of(), EntityFacts.unknown(INTENT)),
        SPEC,
        new Placed(inTrace, "failed", null, List.of(INTENT), EntityFacts.unknown(SPEC)));
  }

  static List<LifeRow> lives() {
    Life intent =
        new Life(
            INTENT,
            "executing",
            null,
            null,
            "mcp-server",
            null,
            null,
            null,
            null,
            INTENT,
            TRACE,
            "00000000000000a1",
            new TreeMap<>());
    Life signal =
        new Life(
            SIGNAL,
            "promoted",
            "L3",
            0.7,
            "git-hook",
            "kettle",
            "CLU-2",
            Instant.parse("2026-03-01T08:00:00Z"),
            Instant.parse("2026-03-02T09:00:00Z"),
            INTENT,
            TRACE,
            "00000000000000a2",
            new TreeMap<>());
    EntityKey cluster = new EntityKey(Kind.CLUSTER, "CLU-9");
    Life provisional =
        new Life(
            cluster,
            "forming",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            cluster,
            TRACE,
            "00000000000000a4",
            new TreeMap<>());
    EntityKey orphan = new EntityKey(Kind.SIGNAL, "SIG-8");
    Life alone =
        new Life(
            orphan,
            "captured",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            orphan,
            null,
            null,
            new TreeMap<>());
    return List.of(
        new LifeRow(1, Scope.DEFAULT, intent, EntityFacts.unknown(INTENT)),
        new LifeRow(2, Scope.DEFAULT, signal, signalFacts()),
        new LifeRow(3, Scope.DEFAULT, provisional, EntityFacts.unknown(cluster)),
        new LifeRow(4, Scope.DEFAULT, alone, EntityFacts.unknown(orphan)));
  }

  static List<Shipping> shipping() {
    return List.of(
        new Shipping("tempo", "shipped", null),
        new Shipping("loki", "refused", "entry too far behind"));
  }

  static List<DeadLetter> letters() {
    return List.of(
        letter(11, Refusal.MALFORMED_JSON, Bytes.utf8("{\"event\":\u202e"), "open"),
        letter(12, Refusal.ID_CONFLICT, BINARY, "discarded"));
  }

  private static DeadLetter letter(long id, Refusal reason, Bytes body, String status) {
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

  static Sources sources(SourcesOf question) {
    int from = question.cursor() == null ? 0 : Integer.parseInt(question.cursor());
    int to = Math.min(from + question.limit(), counts().size());
    String next = to < counts().size() ? String.valueOf(to) : null;
    Totals totals =
        new Totals(10, 6, 1, Map.of(Refusal.MALFORMED_JSON, 2L, Refusal.ID_CONFLICT, 1L), true);
    return new Sources(new Listing<>(counts().subList(from, to), next), from == 0 ? totals : null);
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
