package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.json.LimitedJsonParser;
import dev.intentobserve.parser.json.RecordRefusedException;
import dev.intentobserve.parser.redact.SanitizingJsonReader;
import dev.intentobserve.parser.redact.SecretBase64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A structured CloudEvent 1.0. Where its data is itself an event in a native dialect, the inner
 * event gives the meaning and the outer one the identity.
 */
public final class CloudEventsDialect {
  public static final String NAME = "cloudevents";
  static final String VERSION = "specversion";

  private static final List<String> REQUIRED = List.of("type", "source", "id");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.{0,64}");

  private CloudEventsDialect() {}

  /** What makes this an invalid CloudEvent; empty for a valid one. */
  static Optional<String> defect(Json.Fields event) {
    if (event.text(VERSION).filter("1.0"::equals).isEmpty()) {
      return Optional.of("specversion must be 1.0");
    }
    return REQUIRED.stream()
        .filter(name -> DialectReader.text(event, name) == null)
        .findFirst()
        .map(name -> "CloudEvents attribute " + name + " is missing or not a string");
  }

  static EventEnvelope envelope(Json.Fields event, LimitedJsonParser parser)
      throws RecordRefusedException {
    Json.Fields outer = unwrapped(event, parser);
    Json.Fields data = DialectReader.data(outer);
    String type = DialectReader.type("type", event.text("type").orElse(""));
    EventEnvelope inner =
        DialectReader.nativeEnvelope(data)
            .orElseGet(
                () ->
                    new EventEnvelope(
                        NAME,
                        type,
                        null,
                        null,
                        Json.Fields.EMPTY,
                        data,
                        List.of(),
                        null,
                        DialectReader.traceRef(data)));
    return around(inner, event);
  }

  /** {@code source#id}; a {@code #} in the source is escaped, so that ids stay unique. */
  public static String identity(Json.Fields event) throws RecordRefusedException {
    String source = event.text("source").orElse("").replace("#", "%23");
    return DialectReader.producerId("source#id", source + "#" + event.text("id").orElse(""));
  }

  private static EventEnvelope around(EventEnvelope inner, Json.Fields event)
      throws RecordRefusedException {
    return new EventEnvelope(
        NAME,
        inner.rawType(),
        identity(event),
        inner.source() == null ? DialectReader.text(event, "source") : inner.source(),
        inner.top(),
        inner.data(),
        Stream.concat(inner.times().stream(), event.get("time").stream()).toList(),
        inner.ref() == null ? DialectReader.text(event, "subject") : inner.ref(),
        inner.traceRef() == null ? traceRef(event) : inner.traceRef());
  }

  private static @Nullable String traceRef(Json.Fields event) {
    Matcher parent = TRACEPARENT.matcher(event.text("traceparent").orElse(""));
    boolean names = parent.matches() && !parent.group(1).equals("0".repeat(32));
    return names ? parent.group(1) : null;
  }

  /** With the JSON in {@code data_base64}, if any, as {@code data}. */
  private static Json.Fields unwrapped(Json.Fields event, LimitedJsonParser parser) {
    Json encoded = event.values().get(SanitizingJsonReader.BASE64_FIELD);
    if (event.get("data").isPresent() || !(encoded instanceof Json.Text text)) {
      return event;
    }
    Map<String, Json> values = new LinkedHashMap<>(event.values());
    SecretBase64.text(text.value())
        .flatMap(json -> parsed(json, parser))
        .ifPresent(json -> values.put("data", json));
    return new Json.Fields(values);
  }

  private static Optional<Json> parsed(String json, LimitedJsonParser parser) {
    try {
      return Optional.of(SanitizingJsonReader.parse(parser, json).value());
    } catch (RecordRefusedException e) {
      return Optional.empty();
    }
  }
}
