package dev.intentobserve.ingest.file;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.tailing.FileFollower.Chunk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs what happens to a followed file: each change once, not at every poll. */
final class FileStatusLog {
  private static final Logger log = LoggerFactory.getLogger(FileStatusLog.class);
  private static final Duration INCOMPLETE_LINE_WARNING = Duration.ofMinutes(10);
  private static final String MISSING = "missing";

  private final String path;
  private final String receiver;
  private final Meters meters;
  private String lastError = "";
  private @Nullable Instant incompleteSince;
  private boolean incompleteReported;

  FileStatusLog(String path, String receiver, Meters meters) {
    this.path = path;
    this.receiver = receiver;
    this.meters = meters;
  }

  /** A missing file is not logged: it may not have been created yet. */
  void cannotRead(IOException error) {
    boolean missing = error instanceof NoSuchFileException;
    String now = missing ? MISSING : error.getClass().getSimpleName();
    if (!missing && !now.equals(lastError)) {
      report(log.atWarn())
          .addKeyValue(TelemetryNames.REASON, now)
          .log("cannot read the file; trying again");
    }
    lastError = now;
  }

  void read(Chunk chunk, long lag, Instant now) {
    if (!lastError.isEmpty()) {
      report(log.atInfo())
          .addKeyValue(TelemetryNames.REASON, lastError)
          .log("the file can be read again");
      lastError = "";
    }
    reportTransition(chunk);
    reportIncompleteLine(chunk.partialTail(), now);
    meters.gauge(
        TelemetryNames.METRIC_TAIL_LAG_BYTES,
        (double) lag,
        TelemetryNames.LABEL_RECEIVER,
        receiver);
  }

  private void reportTransition(Chunk chunk) {
    switch (chunk.transition()) {
      case CONTINUED -> {}
      case FIRST -> report(log.atInfo()).log("following the file from its start");
      case ROTATED -> report(log.atInfo()).log("the file was rotated; continuing with the new one");
      case REWRITTEN -> {
        meters.count(
            TelemetryNames.METRIC_TAIL_REWRITTEN, 1, TelemetryNames.LABEL_RECEIVER, receiver);
        report(log.atWarn())
            .log("the file was rewritten; reading it from the start, known lines are duplicates");
      }
    }
  }

  private void reportIncompleteLine(long partialTail, Instant now) {
    if (partialTail == 0) {
      incompleteSince = null;
      incompleteReported = false;
    } else if (incompleteSince == null) {
      incompleteSince = now;
    } else if (!incompleteReported && incompleteSince.plus(INCOMPLETE_LINE_WARNING).isBefore(now)) {
      incompleteReported = true;
      report(log.atWarn())
          .addKeyValue("bytes", partialTail)
          .log("the last line of the file is still incomplete");
    }
  }

  private LoggingEventBuilder report(LoggingEventBuilder line) {
    return line.addKeyValue(TelemetryNames.PATH, path);
  }
}
