package dev.intentobserve.parser;

import static dev.intentobserve.parser.ParserFixtures.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.InputLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * To be run by hand on a file of events, one a line: what it costs to parse and redact one on its
 * way in, and to parse a stored body, in processor time and beside the limit of both, plain JSON to
 * values. The three alternate, and the best round counts, which other load disturbed least.
 */
final class EventParserBenchmark {
  private static final int ROUNDS = 20;
  private static final int PASSES = 20_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private EventParserBenchmark() {}

  public static void main(String[] args) throws IOException {
    List<Bytes> bodies = Files.readAllLines(Path.of(args[0])).stream().map(Bytes::utf8).toList();
    EventParser parser = new EventParser(InputLimits.DEFAULT);
    StoredEventParser stored = new StoredEventParser(InputLimits.DEFAULT);
    List<Consumer<Bytes>> ways =
        List.of(
            body -> JsonText.parse(new String(body.array(), UTF_8)),
            body -> stored.read("id", "digest", body, NOON),
            body -> parser.read(body.array(), NOON));
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    for (int round = 0; round < ROUNDS; round++) {
      for (int way = 0; way < best.length; way++) {
        best[way] = Math.min(best[way], nanos(ways.get(way), bodies));
      }
    }
    System.out.printf(
        "ns an event: plain JSON %,.0f, stored body %,.0f (%.1f times), on its way in %,.0f (%.1f times)%n",
        best[0], best[1], best[1] / best[0], best[2], best[2] / best[0]);
  }

  /** Processor time of this thread, because the machine may be busy. */
  private static double nanos(Consumer<Bytes> way, List<Bytes> bodies) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < PASSES; i++) {
      way.accept(bodies.get(i % bodies.size()));
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / (double) PASSES;
  }
}
