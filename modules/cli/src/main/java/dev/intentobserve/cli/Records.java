package dev.intentobserve.cli;

import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Limits;
import dev.intentobserve.reading.Outcome;
import dev.intentobserve.reading.Reader;
import dev.intentobserve.reading.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads the records of a file here, as the service would there. */
final class Records {
  private static final int LONGEST_DOCUMENT = 64 << 20;

  /** What to do with each record. */
  interface Each {
    /**
     * Takes one.
     *
     * @param origin {@code line 17} or {@code index 3}
     * @param idKnown whether every installation would give the event this id; that of a redacted
     *     one depends on the installation's key
     */
    void record(String origin, Outcome outcome, boolean idKnown);
  }

  private final Reader reader = new Reader(Limits.DEFAULT);
  private final Reader elsewhere = new Reader(Limits.DEFAULT);
  private final World world;

  Records(World world) {
    this.world = world;
  }

  void read(String file, Each each) throws IOException {
    try (InputStream in = Input.open(file, world)) {
      if (Input.startsArray(in)) {
        readArray(Input.all(in, LONGEST_DOCUMENT, file), each);
      } else {
        readLines(new LineSource(in, Limits.DEFAULT.record()), each);
      }
    }
  }

  private void readLines(LineSource lines, Each each) throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      record("line " + lines.number(), line, each);
    }
  }

  private void readArray(byte[] body, Each each) {
    for (Splitter.Slice slice : Splitter.json(body)) {
      byte[] record = Arrays.copyOfRange(body, slice.offset(), slice.offset() + slice.length());
      record(slice.origin(), record, each);
    }
  }

  private void record(String origin, byte[] record, Each each) {
    Outcome outcome = reader.read(record, world.clock().instant());
    each.record(origin, outcome, idKnown(record, outcome));
  }

  private boolean idKnown(byte[] record, Outcome outcome) {
    return !(outcome instanceof Outcome.Understood here)
        || !here.event().flags().contains(EventFlag.REDACTED)
        || (elsewhere.read(record, world.clock().instant()) instanceof Outcome.Understood there
            && there.event().eventId().equals(here.event().eventId()));
  }
}
