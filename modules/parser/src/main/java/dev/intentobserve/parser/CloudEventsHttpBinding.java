package dev.intentobserve.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The HTTP binding of CloudEvents 1.0, binary mode. */
public final class CloudEventsHttpBinding {
  private static final String PREFIX = "ce-";
  private static final String CONTENT_TYPE = "content-type";

  private CloudEventsHttpBinding() {}

  /**
   * Converts a binary-mode request to the equal structured record: the {@code ce-} headers become
   * attributes, a JSON body is embedded byte for byte as {@code data}, any other body as {@code
   * data_base64}. Deterministic, so that a retry gives the same bytes.
   *
   * @param headers lower-case names
   */
  public static byte[] structured(Map<String, String> headers, byte[] body) {
    String contentType = headers.getOrDefault(CONTENT_TYPE, "").strip();
    Map<String, String> attributes = attributes(headers);
    if (!contentType.isEmpty()) {
      attributes.put("datacontenttype", contentType);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 256);
    out.writeBytes("{".getBytes(UTF_8));
    data(contentType, body, attributes.isEmpty(), out);
    int left = attributes.size();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String name = Json.of(attribute.getKey()).encode();
      String value = Json.of(attribute.getValue()).encode();
      out.writeBytes((name + ":" + value + (--left > 0 ? "," : "")).getBytes(UTF_8));
    }
    out.writeBytes("}".getBytes(UTF_8));
    return out.toByteArray();
  }

  /**
   * Comes first in the record: of repeated keys the last one counts, so a body that contains more
   * fields cannot replace an attribute.
   */
  private static void data(
      String contentType, byte[] body, boolean alone, ByteArrayOutputStream out) {
    int begin = RecordSplitter.skipSpace(body, 0, body.length);
    if (begin == body.length) {
      return;
    }
    if (isJson(contentType)) {
      out.writeBytes("\"data\":".getBytes(UTF_8));
      out.writeBytes(Arrays.copyOfRange(body, begin, body.length));
    } else {
      String encoded = Base64.getEncoder().encodeToString(body);
      out.writeBytes(("\"data_base64\":\"" + encoded + "\"").getBytes(UTF_8));
    }
    out.writeBytes((alone ? "" : ",").getBytes(UTF_8));
  }

  /** The specification assumes JSON where the content type is missing. */
  private static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.isEmpty() || type.endsWith("/json") || type.endsWith("+json");
  }

  private static Map<String, String> attributes(Map<String, String> headers) {
    Map<String, String> attributes = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !name.startsWith("data", PREFIX.length())) {
            attributes.put(name.substring(PREFIX.length()), decoded(value));
          }
        });
    return attributes;
  }

  /** Header values are percent-encoded UTF-8; an invalid percent sign stays as it is. */
  private static String decoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
