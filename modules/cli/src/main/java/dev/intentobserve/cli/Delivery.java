package dev.intentobserve.cli;

import dev.intentobserve.event.Bytes;
import dev.intentobserve.reading.Splitter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Sends chunks of lines and waits, however long it takes, while the service is away. */
final class Delivery {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Ingest ingest;
  private final World world;
  private final Consumer<String> remark;
  private Tally total = Tally.NONE;

  Delivery(Service service, World world, Consumer<String> remark) {
    this.ingest = new Ingest(service, world.pause(), 1);
    this.world = world;
    this.remark = remark;
  }

  Tally total() {
    return total;
  }

  /** False when it is time to stop and the lines were not delivered. */
  boolean deliver(String file, long firstLine, Bytes lines) {
    Duration wait = SHORTEST;
    boolean said = false;
    while (true) {
      String trouble = attempt(file, firstLine, lines);
      if (trouble.isEmpty()) {
        return true;
      }
      if (!said) {
        remark.accept(trouble + "; waiting for it");
        said = true;
      }
      if (!world.pause().sleep(wait)) {
        return false;
      }
      wait = wait.compareTo(LONGEST.dividedBy(2)) > 0 ? LONGEST : wait.multipliedBy(2);
    }
  }

  /** What is wrong with the service, empty when it took the lines. */
  private String attempt(String file, long firstLine, Bytes lines) {
    try {
      Ingest.Result result = ingest.send(Service.LINES, lines.array());
      total = total.plus(result.tally());
      remarkRefused(file, firstLine, lines, result.refused());
      return "";
    } catch (Unreachable e) {
      return firstLine(e);
    } catch (CliException e) {
      if (e.exit() != CliException.GENERAL) {
        throw e;
      }
      return firstLine(e);
    }
  }

  private static String firstLine(RuntimeException error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  private void remarkRefused(
      String file, long firstLine, Bytes lines, List<Ingest.Refused> refused) {
    if (refused.isEmpty()) {
      return;
    }
    List<Splitter.Slice> slices = Splitter.lines(lines.array());
    for (Ingest.Refused record : refused) {
      int offset = record.index() < slices.size() ? slices.get(record.index()).offset() : 0;
      long line = firstLine + newlines(lines.array(), offset);
      remark.accept(file + ", line " + line + ": refused: " + record.reason());
    }
  }

  private static long newlines(byte[] bytes, int end) {
    long count = 0;
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '\n') {
        count++;
      }
    }
    return count;
  }
}
