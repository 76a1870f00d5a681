package dev.intentobserve.tests.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one intent, from its signals to its completion: {@value Corpus#EVENTS_PER_INTENT}
 * events about {@value Corpus#ENTITIES_PER_INTENT} entities (five signals, a cluster, the intent, a
 * decision, a spec, three contracts and their six assertions), half of them written in the nested
 * dialect, half in the flat one. Two of the events carry a trace string, in all others it is null.
 */
final class IntentScript {
  private static final int SIGNALS = 5;
  private static final int CONTRACTS = 3;
  private static final int SHORTEST = 300;
  private static final int LONGEST = 380;
  private static final List<String> SOURCES =
      List.of("github-action", "slack", "agent", "conversation", "cli");
  private static final List<String> WORDS =
      List.of(
          ("retries payments invoices search alerts backups logins refunds reports imports budgets"
                  + " caches queues exports sessions quotas disagree overlap vanish return slowly"
                  + " twice without between")
              .split(" ", -1));

  private final int number;
  private final Random random;
  private final List<Event> events = new ArrayList<>();
  private final String intent;
  private final String cluster;
  private final String spec;

  /**
   * An event without its time.
   *
   * @param parent null for none
   */
  record Event(
      String type,
      String kind,
      String id,
      @Nullable String parent,
      boolean traced,
      Map<String, Object> data) {}

  IntentScript(int number, Random random) {
    this.number = number;
    this.random = random;
    this.intent = Corpus.intent(number);
    this.cluster = "CLUSTER-" + number;
    this.spec = "SPEC-" + number;
  }

  /** In the order in which they happen. */
  List<Event> events() {
    notice();
    propose();
    specify();
    IntStream.range(0, CONTRACTS).forEach(this::contract);
    add("spec.completed", "spec", spec, intent, Map.of("intent_id", intent));
    add("intent.completed", "intent", intent, null, Map.of("accepted_by", "@mira"));
    return List.copyOf(events);
  }

  private void notice() {
    signals().forEach(signal -> add("signal.created", "signal", signal, null, titled()));
    for (String signal : signals()) {
      Map<String, Object> data =
          Map.of(
              "trust_score", (1 + random.nextInt(98)) / 100.0,
              "tags", List.of(word(), word()),
              "references", List.of(signals().getFirst()));
      add("signal.enriched", "signal", signal, null, data);
    }
    signals().stream()
        .limit(2)
        .forEach(
            signal ->
                add("signal.updated", "signal", signal, null, Map.of("autonomy_level", "L2")));
    Map<String, Object> joined = Map.of("cluster_id", cluster);
    signals().forEach(signal -> add("signal.clustered", "signal", signal, null, joined));
  }

  private void propose() {
    Map<String, Object> proposal = titled();
    proposal.put("cluster_id", cluster);
    proposal.put("signals", signals());
    events.add(new Event("intent.proposed", "intent", intent, null, true, proposal));
    Map<String, Object> promotion = Map.of("cluster_id", cluster, "intent_id", intent);
    add("signal.promoted", "signal", signals().getFirst(), null, promotion);
    add("intent.accepted", "intent", intent, null, Map.of("accepted_by", "@jonas"));
    Map<String, Object> decision = titled();
    decision.put("intent_id", intent);
    add("decision.recorded", "decision", "DEC-" + number, intent, decision);
  }

  private void specify() {
    Map<String, Object> created = titled();
    created.put("intent_id", intent);
    add("spec.created", "spec", spec, intent, created);
    add("spec.reviewed", "spec", spec, intent, Map.of("intent_id", intent));
    add("spec.approved", "spec", spec, intent, Map.of("completeness_score", 0.93));
    add("intent.specced", "intent", intent, null, Map.of("spec_id", spec));
  }

  /** One in five assertions fails first. */
  private void contract(int index) {
    String contract = "CON-%d-%d".formatted(number, index);
    Map<String, Object> of = Map.of("spec_id", spec, "agent", "builder");
    events.add(new Event("contract.started", "contract", contract, spec, index == 0, of));
    String first = random.nextInt(5) == 0 ? "failed" : "passed";
    assertion(contract, "A1", first);
    assertion(contract, "A2", "passed");
    assertion(contract, "A1", "passed");
    add("contract.verified", "contract", contract, spec, Map.of("spec_id", spec));
  }

  private void assertion(String contract, String assertion, String outcome) {
    Map<String, Object> data =
        Map.of(
            "assertion_id",
            assertion,
            "assertion_name",
            text(3),
            "spec_id",
            spec,
            "evidence",
            random.nextInt(40) + " of 40 tests");
    add("contract.assertion." + outcome, "contract", contract, spec, data);
  }

  private void add(
      String type, String kind, String id, @Nullable String parent, Map<String, Object> data) {
    events.add(new Event(type, kind, id, parent, false, data));
  }

  private List<String> signals() {
    return IntStream.range(0, SIGNALS).mapToObj(n -> "SIG-%d-%d".formatted(number, n)).toList();
  }

  private Map<String, Object> titled() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("title", text(6));
    return data;
  }

  /** The event as a sender would write it, made as long as usual by a note. */
  String line(Event event, Instant time) {
    Map<String, Object> data = new LinkedHashMap<>(new TreeMap<>(event.data()));
    data.put("note", "");
    boolean nested = random.nextBoolean();
    String empty = nested ? nested(event, time, data) : flat(event, time, data);
    int missing = SHORTEST + random.nextInt(LONGEST - SHORTEST) - empty.length();
    data.put("note", note(missing));
    return nested ? nested(event, time, data) : flat(event, time, data);
  }

  private String nested(Event event, Instant time, Map<String, Object> data) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", "0.1.0");
    members.put("event", event.type());
    members.put("timestamp", time.toString());
    members.put("trace_id", trace(event));
    members.put("span_id", event.id());
    members.put("parent_id", event.parent());
    members.put("source", SOURCES.get(number % SOURCES.size()));
    members.put("data", data);
    return BenchJson.write(members);
  }

  private String flat(Event event, Instant time, Map<String, Object> data) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("event_type", event.type());
    members.put(event.kind() + "_id", event.id());
    if (event.type().equals("signal.created")) {
      members.put("source", SOURCES.get(number % SOURCES.size()));
    }
    members.putAll(data);
    members.put("trace_id", trace(event));
    members.put("timestamp", time.toString());
    return BenchJson.write(members);
  }

  private @Nullable String trace(Event event) {
    return event.traced() ? "TRACE-" + number : null;
  }

  private String note(int length) {
    StringBuilder note = new StringBuilder(word());
    while (note.length() < length) {
      note.append(' ').append(word());
    }
    return note.toString();
  }

  private String text(int words) {
    return IntStream.range(0, words).mapToObj(n -> word()).collect(Collectors.joining(" "));
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
