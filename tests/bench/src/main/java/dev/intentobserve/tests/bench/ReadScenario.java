package dev.intentobserve.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** B5: reads on one connection, beside the answer of {@code /health/live}, which reads nothing. */
final class ReadScenario {
  private static final int READS = 100;
  private static final int LARGE_READS = 10;
  private static final int SPANS = 10_000;

  private final Bench bench;
  private final ServiceProcess service;
  private final Corpus corpus;
  private final Random random;

  /** One read; only its time is kept. */
  private interface Read {
    void run(int number) throws Exception;
  }

  ReadScenario(Bench bench, ServiceProcess service, Corpus corpus) {
    this.bench = bench;
    this.service = service;
    this.corpus = corpus;
    this.random = new Random(bench.options().seed());
  }

  /** Returns how many events it added to the record. */
  int run() throws Exception {
    bench.progress().say("reading");
    List<String> intents =
        IntStream.range(0, READS)
            .mapToObj(n -> Corpus.intent(random.nextInt(corpus.intents())))
            .toList();
    List<String> events = events(intents);
    double live = http(READS, n -> "/health/live");
    double event = http(READS, n -> "/api/v1/events/" + events.get(n));
    bench.add("b5.live", live);
    bench.add("b5.event", event);
    bench.add("b5.ratio", live / event);
    bench.add("b5.list", http(READS, n -> "/api/v1/events?limit=100"));
    bench.add("b5.trace", http(READS, n -> "/api/v1/traces/" + intents.get(n)));
    bench.add("b5.page", http(READS, n -> "/"));
    bench.add("b5.cli", p50(LARGE_READS, n -> commandLine(intents.get(n))));
    int spans = largeTrace();
    bench.progress().say("reading a trace of %,d spans".formatted(spans));
    bench.add("b5.large", http(LARGE_READS, n -> "/api/v1/traces/INT-LARGE"));
    bench.add("b5.bytes", requireSpans(spans) / 1e6);
    return spans + 2;
  }

  private List<String> events(List<String> intents) throws IOException {
    List<String> events = new ArrayList<>();
    for (String intent : intents) {
      JsonNode found = service.get("/api/v1/events?limit=1&entity=intent:" + intent);
      events.add(found.at("/items/0/event_id").asText());
    }
    return events;
  }

  /** The median in milliseconds. */
  private double http(int reads, IntFunction<String> path) throws Exception {
    try (HttpConnection connection = service.connect()) {
      return p50(
          reads,
          n -> {
            int status = connection.get(path.apply(n)).status();
            CheckFailedException.require(path.apply(n), 200, status);
          });
    }
  }

  /** Reads before the measured ones are as many, so that code and pages are warm. */
  private double p50(int reads, Read read) throws Exception {
    List<Double> times = new ArrayList<>();
    for (int n = 0; n < 2 * reads; n++) {
      int number = n;
      bench.progress().sometimes(() -> "read %d of %d".formatted(number, 2 * reads));
      long start = System.nanoTime();
      read.run(n % reads);
      if (n >= reads) {
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    return new Samples(times).median();
  }

  private void commandLine(String intent) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bin/intent-observe", "trace", intent, "--format", "text");
    builder.environment().put("INTENT_OBSERVE_URL", "http://127.0.0.1:" + service.port());
    Process process = builder.redirectError(Redirect.DISCARD).start();
    String tree = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || !tree.contains(intent)) {
      throw new CheckFailedException("trace %s prints: %s".formatted(intent, tree));
    }
  }

  /** Returns the number of its contracts. */
  private int largeTrace() throws Exception {
    int spans = (int) Math.min(SPANS, bench.options().events());
    List<String> lines = new ArrayList<>();
    lines.add(line(Map.of("event_type", "intent.proposed", "intent_id", "INT-LARGE")));
    lines.add(
        line(
            Map.of(
                "event_type", "spec.created", "spec_id", "SPEC-LARGE", "intent_id", "INT-LARGE")));
    for (int n = 0; n < spans; n++) {
      lines.add(
          line(
              Map.of(
                  "event_type", "contract.started",
                  "contract_id", "CON-LARGE-" + n,
                  "spec_id", "SPEC-LARGE")));
    }
    EventSender sender = new EventSender(service, bench.progress());
    LoadGenerator.closedLoop(
        sender, BulkScenario.CONNECTIONS, Corpus.bodies(lines.iterator(), BulkScenario.BODY));
    sender.requireCounts(lines.size(), 0);
    service.settled(bench.deadline(spans), bench.progress());
    return spans;
  }

  private static String line(Map<String, String> members) {
    return BenchJson.write(members);
  }

  /** Returns the size of the answer. */
  private int requireSpans(int contracts) throws IOException {
    try (HttpConnection connection = service.connect()) {
      HttpConnection.Answer answer = connection.get("/api/v1/traces/INT-LARGE");
      long found = 0;
      for (JsonNode span : answer.json().path("spans")) {
        found += span.path("kind").asText().equals("contract") ? 1 : 0;
      }
      CheckFailedException.require("contracts in the large trace", contracts, found);
      return answer.size();
    }
  }
}
