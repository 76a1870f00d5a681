package dev.intentobserve.cli.client;

import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.parser.EventParser;
import dev.intentobserve.parser.ParseResult;
import dev.intentobserve.parser.RecordSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads the records of a file here, as the service would there. */
public final class OfflineRecordReader {
  private static final int MAX_DOCUMENT_BYTES = 64 << 20;

  /** What to do with each record. */
  public interface Each {
    /**
     * Takes one.
     *
     * @param origin {@code line 17} or {@code index 3}
     * @param idKnown whether every installation would give the event this id; that of a redacted
     *     one depends on the installation's key
     */
    void record(String origin, ParseResult outcome, boolean idKnown);
  }

  private final EventParser reader = new EventParser(InputLimits.DEFAULT);
  private final EventParser elsewhere = new EventParser(InputLimits.DEFAULT);
  private final Terminal terminal;

  public OfflineRecordReader(Terminal terminal) {
    this.terminal = terminal;
  }

  public void read(String file, Each each) throws IOException {
    try (InputStream in = InputFile.open(file, terminal)) {
      if (InputFile.startsArray(in)) {
        readArray(InputFile.all(in, MAX_DOCUMENT_BYTES, file), each);
      } else {
        readLines(new InputLineReader(in, InputLimits.DEFAULT.record()), each);
      }
    }
  }

  private void readLines(InputLineReader lines, Each each) throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      record("line " + lines.number(), line, each);
    }
  }

  private void readArray(byte[] body, Each each) {
    for (RecordSplitter.Slice slice : RecordSplitter.json(body)) {
      byte[] record = Arrays.copyOfRange(body, slice.offset(), slice.offset() + slice.length());
      record(slice.origin(), record, each);
    }
  }

  private void record(String origin, byte[] record, Each each) {
    ParseResult outcome = reader.read(record, terminal.clock().instant());
    each.record(origin, outcome, idKnown(record, outcome));
  }

  private boolean idKnown(byte[] record, ParseResult outcome) {
    return !(outcome instanceof ParseResult.ParsedEvent here)
        || !here.event().flags().contains(EventFlag.REDACTED)
        || (elsewhere.read(record, terminal.clock().instant())
                instanceof ParseResult.ParsedEvent there
            && there.event().eventId().equals(here.event().eventId()));
  }
}
