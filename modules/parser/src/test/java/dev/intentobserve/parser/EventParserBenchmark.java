package dev.intentobserve.parser;

import static dev.intentobserve.parser.ParserFixtures.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.event.InputLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * To be run by hand: how many records a second are parsed and redacted. Reads a file of records,
 * one a line, several times and prints the best round, which other load disturbed least.
 */
final class EventParserBenchmark {
  private static final int ROUNDS = 12;
  private static final int PASSES = 100;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private EventParserBenchmark() {}

  public static void main(String[] args) throws IOException {
    List<byte[]> records =
        Files.readAllLines(Path.of(args[0])).stream().map(line -> line.getBytes(UTF_8)).toList();
    EventParser reader = new EventParser(InputLimits.DEFAULT);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.max(best, round(reader, records));
    }
    System.out.printf("%,.0f records/s of processor time, best of %d rounds%n", best, ROUNDS);
  }

  /** Uses the CPU time of this thread, because the machine may be busy. */
  private static double round(EventParser reader, List<byte[]> records) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int pass = 0; pass < PASSES; pass++) {
      records.forEach(record -> reader.read(record, NOON));
    }
    return (double) PASSES * records.size() * 1e9 / (THREADS.getCurrentThreadCpuTime() - start);
  }
}
