package dev.intentobserve.intake;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Names;
import dev.intentobserve.reading.FileFollower.Chunk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Says what happens to a followed file: each thing once, however often it is looked at. */
final class TailLog {
  private static final Logger log = LoggerFactory.getLogger(TailLog.class);
  private static final Duration TORN_FOR_LONG = Duration.ofMinutes(10);
  private static final String MISSING = "missing";

  private final String path;
  private final String door;
  private final Meters meters;
  private String trouble = "";
  private @Nullable Instant tornSince;
  private boolean tornSaid;

  TailLog(String path, String door, Meters meters) {
    this.path = path;
    this.door = door;
    this.meters = meters;
  }

  /** A missing file is no trouble: it may not have been written yet. */
  void cannotRead(IOException error) {
    boolean missing = error instanceof NoSuchFileException;
    String now = missing ? MISSING : error.getClass().getSimpleName();
    if (!missing && !now.equals(trouble)) {
      say(log.atWarn()).addKeyValue(Names.REASON, now).log("cannot read the file, trying again");
    }
    trouble = now;
  }

  void read(Chunk chunk, long lag, Instant now) {
    if (!trouble.isEmpty()) {
      say(log.atInfo()).addKeyValue(Names.REASON, trouble).log("the file can be read now");
      trouble = "";
    }
    turned(chunk);
    torn(chunk.tornTail(), now);
    meters.gauge(Names.METRIC_TAIL_LAG_BYTES, (double) lag, Names.LABEL_DOOR, door);
  }

  private void turned(Chunk chunk) {
    switch (chunk.turn()) {
      case CONTINUED -> {}
      case FIRST -> say(log.atInfo()).log("following the file from its start");
      case ROTATED -> say(log.atInfo()).log("the file was rotated, going on with the next one");
      case REWRITTEN -> {
        meters.count(Names.METRIC_TAIL_REWRITTEN, 1, Names.LABEL_DOOR, door);
        say(log.atWarn())
            .log("the file was rewritten, reading it from its start; known lines are duplicates");
      }
    }
  }

  private void torn(long tornTail, Instant now) {
    if (tornTail == 0) {
      tornSince = null;
      tornSaid = false;
    } else if (tornSince == null) {
      tornSince = now;
    } else if (!tornSaid && tornSince.plus(TORN_FOR_LONG).isBefore(now)) {
      tornSaid = true;
      say(log.atWarn()).addKeyValue("bytes", tornTail).log("the last line still lacks its end");
    }
  }

  private LoggingEventBuilder say(LoggingEventBuilder line) {
    return line.addKeyValue(Names.PATH, path);
  }
}
