package dev.intentobserve.tests.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Events of a year of ordinary work: one intent after the other, each with {@value #EVENTS} events
 * within a few days, all in the order of their times, so that the last intents are still open. The
 * events are the same for the same number of them.
 */
final class GeneratedYearOfEvents {
  private static final int EVENTS = 31;
  private static final Duration SPAN = Duration.ofDays(360);
  private static final long SEED = 20_260_101;
  private static final List<String> SOURCES =
      List.of("github-action", "slack", "agent", "conversation", "cli");
  private static final List<String> WORDS =
      List.of(
          "retries",
          "payments",
          "invoices",
          "search",
          "alerts",
          "backups",
          "logins",
          "refunds",
          "reports",
          "imports",
          "budgets",
          "caches",
          "queues",
          "exports",
          "sessions",
          "quotas");

  /**
   * An event that is not written yet.
   *
   * @param second since the first intent
   * @param number the order within the same second
   */
  private record Coming(long second, long number, String start) {
    private String at(Instant beginning) {
      return start + ",\"timestamp\":\"" + beginning.plusSeconds(second) + "\"}";
    }
  }

  private final Random random = new Random(SEED);
  private final PriorityQueue<Coming> coming =
      new PriorityQueue<>(Comparator.comparing(Coming::second).thenComparing(Coming::number));

  /** Seconds from the start of one intent to that of the next. */
  private final double pace;

  private int intents;
  private long numbers;
  private double clock;

  private GeneratedYearOfEvents(long count) {
    pace = SPAN.toSeconds() * (double) EVENTS / count;
  }

  /** Events, one per line; the last of them happens at {@code end}. */
  static Stream<String> lines(long count, Instant end) {
    GeneratedYearOfEvents rehearsal = new GeneratedYearOfEvents(count);
    long last = Stream.generate(rehearsal::next).skip(count - 1).findFirst().orElseThrow().second();
    GeneratedYearOfEvents work = new GeneratedYearOfEvents(count);
    return Stream.generate(work::next).limit(count).map(one -> one.at(end.minusSeconds(last)));
  }

  /** An intent that was closed long ago. */
  static String intent(long count) {
    return "INT-WORK-" + count / EVENTS / 2;
  }

  /** No event of a later intent can come before that intent starts. */
  private Coming next() {
    while (coming.isEmpty() || coming.peek().second() > intents * pace) {
      addIntent(intents++);
    }
    return coming.remove();
  }

  private void addIntent(int intentNumber) {
    clock = intentNumber * pace;
    String intent = "INT-WORK-" + intentNumber;
    List<String> signals =
        IntStream.range(0, 4).mapToObj(n -> "SIG-WORK-%d-%d".formatted(intentNumber, n)).toList();
    for (String signal : signals) {
      after(2, "signal.created", "signal_id", signal, source() + title());
    }
    for (String signal : signals) {
      String data = ",\"trust_score\":0.%02d,\"tags\":[\"%s\"],\"references\":[\"%s\"]";
      after(
          3,
          "signal.enriched",
          "signal_id",
          signal,
          data.formatted(random.nextInt(100), word(), signals.getFirst()));
    }
    String named = signals.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    after(20, "intent.proposed", "intent_id", intent, ",\"signals\":" + named + title());
    String of = ",\"intent_id\":\"%s\"".formatted(intent);
    after(1, "signal.promoted", "signal_id", signals.getFirst(), of + ",\"reason\":\"one cause\"");
    after(
        12,
        "intent.accepted",
        "intent_id",
        intent,
        ",\"accepted_by\":\"@mira\",\"confidence\":0.8");
    spec(intentNumber, of);
  }

  private void spec(int intentNumber, String ofIntent) {
    String spec = "SPEC-WORK-" + intentNumber;
    after(20, "spec.created", "spec_id", spec, ofIntent + title());
    after(
        8,
        "spec.approved",
        "spec_id",
        spec,
        ",\"completeness_score\":0.9,\"approved_by\":\"@jonas\"");
    for (int contract = 0; contract < 3; contract++) {
      contract(
          "CON-WORK-%d-%d".formatted(intentNumber, contract),
          ",\"spec_id\":\"%s\"".formatted(spec));
    }
  }

  /** One in five fails, together with one of its assertions. */
  private void contract(String contract, String ofSpec) {
    int brokenEvent = random.nextInt(5) == 0 ? random.nextInt(4) : -1;
    after(6, "contract.started", "contract_id", contract, ofSpec + ",\"agent\":\"builder\"");
    for (int assertion = 0; assertion < 4; assertion++) {
      String data = ",\"assertion_id\":\"A%d\",\"assertion_name\":\"%s are counted\"";
      after(
          1,
          assertion == brokenEvent ? "contract.assertion.failed" : "contract.assertion.passed",
          "contract_id",
          contract,
          data.formatted(assertion, word()));
    }
    String end = brokenEvent < 0 ? "contract.verified" : "contract.failed";
    after(1, end, "contract_id", contract, ofSpec);
  }

  /** Within {@code hours} after the previous event. */
  private void after(int hours, String type, String member, String id, String data) {
    clock += 1 + random.nextInt((int) Duration.ofHours(hours).toSeconds());
    String start = "{\"event_type\":\"%s\",\"%s\":\"%s\"%s".formatted(type, member, id, data);
    coming.add(new Coming((long) clock, numbers++, start));
  }

  private String source() {
    return ",\"source\":\"%s\"".formatted(SOURCES.get(random.nextInt(SOURCES.size())));
  }

  private String title() {
    return ",\"title\":\"The %s do not agree with the %s\"".formatted(word(), word());
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
