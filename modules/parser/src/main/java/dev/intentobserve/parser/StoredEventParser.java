package dev.intentobserve.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.dialect.DialectReader;
import dev.intentobserve.parser.json.JsonTreeReader;
import dev.intentobserve.parser.json.LimitedJsonParser;
import dev.intentobserve.parser.json.ParsedJson;
import dev.intentobserve.parser.json.RecordRefusedException;
import dev.intentobserve.parser.text.RecordText;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Parses bodies from the record again. Their secrets were redacted and their identities computed
 * when they were received, so neither is done a second time, which is most of the work. Usable from
 * any thread.
 */
public final class StoredEventParser {
  private final LimitedJsonParser parser;

  public StoredEventParser(InputLimits limits) {
    this.parser = LimitedJsonParser.lenient(limits.depth(), limits.attributes());
  }

  /**
   * The event of a stored body.
   *
   * @param receivedTime when it was received
   * @return empty when the body cannot be parsed any more, for instance under lower limits
   */
  public Optional<WorkEvent> read(String eventId, String digest, Bytes body, Instant receivedTime) {
    try {
      ParsedJson parsed = parser.parse(new String(body.array(), UTF_8), StorableTextReader::new);
      return parsed.value() instanceof Json.Fields fields
          ? Optional.of(
              EventNormalizer.of(
                  DialectReader.envelope(fields, parser),
                  new EventIdentity(eventId, digest),
                  EnumSet.noneOf(EventFlag.class),
                  body,
                  receivedTime))
          : Optional.empty();
    } catch (RecordRefusedException e) {
      return Optional.empty();
    }
  }

  /** Makes texts storable, as they were made when the body was received. */
  private static final class StorableTextReader extends JsonTreeReader {
    StorableTextReader(Input input) {
      super(input);
    }

    @Override
    protected String key(String written) {
      return RecordText.scrub(written);
    }

    @Override
    protected Json string() throws IOException {
      return new Json.Text(RecordText.scrub(json.getText()));
    }
  }
}
