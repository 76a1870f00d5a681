package dev.intentobserve.cli.client;

import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.parser.RecordSplitter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Sends chunks of lines and waits, however long it takes, while the service is away. */
public final class BatchSender {
  private static final Duration MIN = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofSeconds(30);

  private final IngestClient ingest;
  private final Terminal terminal;
  private final Consumer<String> remark;
  private IngestCounts total = IngestCounts.NONE;

  public BatchSender(ServiceClient service, Terminal terminal, Consumer<String> remark) {
    this.ingest = new IngestClient(service, terminal.pause(), 1);
    this.terminal = terminal;
    this.remark = remark;
  }

  public IngestCounts total() {
    return total;
  }

  /** False when it is time to stop and the lines were not delivered. */
  boolean deliver(String file, long firstLine, Bytes lines) {
    Duration wait = MIN;
    boolean said = false;
    while (true) {
      String failure = attempt(file, firstLine, lines);
      if (failure.isEmpty()) {
        return true;
      }
      if (!said) {
        remark.accept(failure + "; waiting for it");
        said = true;
      }
      if (!terminal.pause().sleep(wait)) {
        return false;
      }
      wait = wait.compareTo(MAX.dividedBy(2)) > 0 ? MAX : wait.multipliedBy(2);
    }
  }

  /** What is wrong with the service, empty when it took the lines. */
  private String attempt(String file, long firstLine, Bytes lines) {
    try {
      IngestClient.Result result = ingest.send(ServiceClient.LINES, lines.array());
      total = total.plus(result.counts());
      remarkRefused(file, firstLine, lines, result.refused());
      return "";
    } catch (ServiceUnreachableException e) {
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
      String file, long firstLine, Bytes lines, List<IngestClient.Refused> refused) {
    if (refused.isEmpty()) {
      return;
    }
    List<RecordSplitter.Slice> slices = RecordSplitter.lines(lines.array());
    for (IngestClient.Refused record : refused) {
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
