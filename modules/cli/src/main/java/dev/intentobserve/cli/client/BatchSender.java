package dev.intentobserve.cli.client;

import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.parser.RecordSplitter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Sends chunks of lines; while the service is not available it retries without an end. */
public final class BatchSender {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration MAX_DELAY = Duration.ofSeconds(30);

  private final IngestClient ingest;
  private final Terminal terminal;
  private final Consumer<String> notes;
  private IngestCounts total = IngestCounts.NONE;

  public BatchSender(ServiceClient service, Terminal terminal, Consumer<String> notes) {
    this.ingest = new IngestClient(service, terminal.pause(), 1);
    this.terminal = terminal;
    this.notes = notes;
  }

  public IngestCounts total() {
    return total;
  }

  /** False if the command should stop before the lines were delivered. */
  boolean deliver(String file, long firstLine, Bytes lines) {
    Duration delay = FIRST_DELAY;
    boolean noted = false;
    while (true) {
      String failure = attempt(file, firstLine, lines);
      if (failure.isEmpty()) {
        return true;
      }
      if (!noted) {
        notes.accept(failure + "; retrying");
        noted = true;
      }
      if (!terminal.pause().sleep(delay)) {
        return false;
      }
      delay = delay.compareTo(MAX_DELAY.dividedBy(2)) > 0 ? MAX_DELAY : delay.multipliedBy(2);
    }
  }

  /** Why the lines were not delivered; empty if they were. */
  private String attempt(String file, long firstLine, Bytes lines) {
    try {
      IngestClient.Result result = ingest.send(ServiceClient.LINES, lines.array());
      total = total.plus(result.counts());
      noteRefused(file, firstLine, lines, result.refused());
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

  private void noteRefused(
      String file, long firstLine, Bytes lines, List<IngestClient.Refused> refused) {
    if (refused.isEmpty()) {
      return;
    }
    List<RecordSplitter.Slice> slices = RecordSplitter.lines(lines.array());
    for (IngestClient.Refused record : refused) {
      int offset = record.index() < slices.size() ? slices.get(record.index()).offset() : 0;
      long line = firstLine + newlines(lines.array(), offset);
      notes.accept(file + ", line " + line + ": refused: " + record.reason());
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
