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

/**
 * Parses the records of a file like the service, without it. The id of a redacted event can depend
 * on the key of an installation. To find out, redacted records are parsed a second time under
 * another random key.
 */
public final class OfflineRecordReader {
  private static final int MAX_DOCUMENT_BYTES = 64 << 20;

  /** Receives each record. */
  public interface RecordHandler {
    /**
     * Handles one record.
     *
     * @param origin {@code line 17} or {@code index 3}
     * @param idKnown whether every installation would give the event this id
     */
    void handle(String origin, ParseResult result, boolean idKnown);
  }

  private final EventParser parser = new EventParser(InputLimits.DEFAULT);
  private final EventParser otherKey = new EventParser(InputLimits.DEFAULT);
  private final Terminal terminal;

  public OfflineRecordReader(Terminal terminal) {
    this.terminal = terminal;
  }

  public void read(String file, RecordHandler handler) throws IOException {
    try (InputStream in = InputFile.open(file, terminal)) {
      if (InputFile.startsArray(in)) {
        readArray(InputFile.all(in, MAX_DOCUMENT_BYTES, file), handler);
      } else {
        readLines(new InputLineReader(in, InputLimits.DEFAULT.record()), handler);
      }
    }
  }

  private void readLines(InputLineReader lines, RecordHandler handler) throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      record("line " + lines.number(), line, handler);
    }
  }

  private void readArray(byte[] body, RecordHandler handler) {
    for (RecordSplitter.Slice slice : RecordSplitter.json(body)) {
      byte[] record = Arrays.copyOfRange(body, slice.offset(), slice.offset() + slice.length());
      record(slice.origin(), record, handler);
    }
  }

  private void record(String origin, byte[] record, RecordHandler handler) {
    ParseResult result = parser.read(record, terminal.clock().instant());
    handler.handle(origin, result, idKnown(record, result));
  }

  private boolean idKnown(byte[] record, ParseResult result) {
    return !(result instanceof ParseResult.ParsedEvent own)
        || !own.event().flags().contains(EventFlag.REDACTED)
        || (otherKey.read(record, terminal.clock().instant())
                instanceof ParseResult.ParsedEvent other
            && other.event().eventId().equals(own.event().eventId()));
  }
}
