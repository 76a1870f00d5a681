package dev.intentobserve.ingest.body;

import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.parser.RecordSplitter;
import dev.intentobserve.parser.RecordSplitter.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a body is divided into records. Senders often name no content type or a wrong one ({@code
 * curl --data-binary} says {@code application/x-www-form-urlencoded}); then the bytes decide. Only
 * types that cannot contain events are rejected.
 */
public enum BodyFormat {
  /** One record per line. */
  LINES,
  /** One value, or an array of them. */
  JSON,
  /** A CloudEvent with its attributes in the headers; the body is its data. */
  BINARY;

  private static final Set<String> LINE_TYPES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonl",
          "application/jsonlines",
          "application/x-jsonlines",
          "text/plain");

  private static final Pattern NEVER_EVENTS =
      Pattern.compile(
          "application/cloudevents.*|(multipart|image|audio|video)/.*|application/grpc.*"
              + "|application/(x-)?protobuf|application/.*avro.*|application/x-thrift");

  /**
   * The format named by the headers, else the format the body looks like.
   *
   * @param headers with lower-case names
   * @throws IngestException 415 for a type that cannot contain events
   */
  public static BodyFormat of(Map<String, String> headers, byte[] body) {
    String type = mediaType(headers.getOrDefault(HeaderMap.CONTENT_TYPE, ""));
    boolean cloudEvents = type.startsWith("application/cloudevents");
    if (!cloudEvents && headers.containsKey("ce-specversion")) {
      return BINARY;
    }
    if (LINE_TYPES.contains(type)) {
      return LINES;
    }
    if (type.equals("application/json") || type.equals("text/json") || type.endsWith("+json")) {
      return JSON;
    }
    if (NEVER_EVENTS.matcher(type).matches()) {
      throw IngestException.of(
          415,
          "unsupported_media_type",
          "Send application/json, application/x-ndjson, or CloudEvents in JSON or binary mode.");
    }
    return BodySniffer.isOneValue(body) ? JSON : LINES;
  }

  /**
   * The position of each record; empty for a blank body.
   *
   * @throws IngestException 413 when there are more than {@code max}
   */
  public List<Slice> split(byte[] body, int max) {
    if (this == BINARY) {
      return List.of(new Slice(0, body.length, "index 0"));
    }
    List<Slice> slices =
        this == LINES ? RecordSplitter.lines(body, max + 1) : RecordSplitter.json(body, max + 1);
    if (slices.size() > max) {
      throw IngestException.of(
          413, "too_many_records", "The body holds more than " + max + " records; split it.");
    }
    return slices;
  }

  private static String mediaType(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
