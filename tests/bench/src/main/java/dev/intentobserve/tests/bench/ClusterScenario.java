package dev.intentobserve.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** B4: a cluster of many signals, all of which one event moves into an intent. */
final class ClusterScenario implements Scenario {
  private static final int MOST = 100_000;
  private static final String INTENT = "INT-BIG";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public void run(Bench bench) throws Exception {
    int signals = (int) Math.min(MOST, bench.options().events());
    TestPostgres.Database database = bench.server().empty();
    double settled;
    try (ServiceProcess service = ServiceProcess.start(database, Map.of(), List.of())) {
      bench.progress().say("a cluster of %,d signals".formatted(signals));
      long busy = fill(bench, service, signals);
      bench.progress().say("promoting it");
      EventSender promotion = new EventSender(service, bench.progress());
      byte[] body = promotion(bench).getBytes(StandardCharsets.UTF_8);
      long start = System.nanoTime();
      LoadGenerator.closedLoop(promotion, 1, List.of(body).iterator());
      bench.add("b4.post", (System.nanoTime() - start) / 1e6);
      Polling.until(
          "the trace of " + INTENT,
          PATIENCE,
          Polling.OFTEN,
          () -> service.status("/api/v1/traces/" + INTENT) == 200);
      bench.add("b4.seen", (System.nanoTime() - start) / 1e9);
      settled = (service.settled(PATIENCE, bench.progress()) - start) / 1e9;
      requireMoved(service, signals, busy + promotion.busy());
    }
    CopyPeer copy = CopyPeer.of(bench.server(), database);
    CheckFailedException.require("rows of the peer", signals + 1, copy.rows());
    bench.add("b4.settled", settled);
    bench.add("b4.ratio", copy.seconds() / settled);
  }

  /** Returns how many requests were sent again. */
  private static long fill(Bench bench, ServiceProcess service, int signals) throws Exception {
    Iterator<String> events =
        IntStream.range(0, signals).mapToObj(number -> joins(bench, number)).iterator();
    EventSender sender = new EventSender(service, bench.progress());
    LoadGenerator.closedLoop(
        sender, BulkScenario.CONNECTIONS, Corpus.bodies(events, BulkScenario.BODY));
    sender.requireCounts(signals, 0);
    service.settled(bench.deadline(signals), bench.progress());
    return sender.busy();
  }

  private static String joins(Bench bench, int number) {
    return BenchJson.write(
        Map.of(
            "event_type",
            "signal.clustered",
            "signal_id",
            "SIG-BIG-" + number,
            "cluster_id",
            "CLUSTER-BIG",
            "timestamp",
            bench.start().plusSeconds(number).toString()));
  }

  private static String promotion(Bench bench) {
    return BenchJson.write(
        Map.of(
            "event_type",
            "intent.proposed",
            "intent_id",
            INTENT,
            "cluster_id",
            "CLUSTER-BIG",
            "timestamp",
            bench.start().plusSeconds(MOST).toString()));
  }

  private static void requireMoved(ServiceProcess service, int signals, long busy)
      throws Exception {
    Scenario.requireStored(service, signals + 1L, 0, busy);
    CheckFailedException.require("traces", 1, service.count("/api/v1/traces"));
    CheckFailedException.require("entities", signals + 2L, service.count("/api/v1/entities"));
    for (int number : new int[] {0, signals / 2, signals - 1}) {
      JsonNode signal = service.get("/api/v1/entities/signal/SIG-BIG-" + number);
      if (!signal.at("/placement/root/id").asText().equals(INTENT)) {
        throw new CheckFailedException("not moved: " + signal);
      }
    }
  }
}
