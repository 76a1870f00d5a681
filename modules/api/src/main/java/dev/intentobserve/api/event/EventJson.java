package dev.intentobserve.api.event;

import dev.intentobserve.api.http.JsonValidator;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.Placement;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A stored event as JSON. The body is embedded byte for byte as it was received, so that nothing is
 * lost by writing it again; a body that is not JSON is sent as {@code body_base64}.
 */
public final class EventJson {
  private EventJson() {}

  /** For a document, in which a body may contain line breaks. */
  public static Buffer document(StoredEvent stored, @Nullable Placement placement) {
    Buffer out = open(envelope(stored, placement));
    putBody(out, stored.event().body());
    return out.appendByte((byte) '}');
  }

  /**
   * For formats with one event a line. Line breaks between the tokens of a body become blanks; such
   * a body is sent as {@code body_base64}, too, byte for byte.
   */
  public static Buffer line(StoredEvent stored, @Nullable Placement placement) {
    Bytes body = stored.event().body();
    Bytes onOneLine = onOneLine(body);
    Buffer out = open(envelope(stored, placement));
    putBody(out, onOneLine);
    if (!onOneLine.equals(body)) {
      putBase64(out, body);
    }
    return out.appendByte((byte) '}');
  }

  /** Everything but the body. */
  public static Json.Builder envelope(StoredEvent stored, @Nullable Placement placement) {
    WorkEvent event = stored.event();
    return Json.object()
        .put("event_id", event.eventId())
        .put("seq", stored.scopeSeq())
        .put("type", event.type())
        .put("raw_type", event.rawType())
        .put("source", event.source())
        .put("receiver", stored.receiver())
        .put("entity", EntityJson.key(event.entity()))
        .put("event_time", event.eventTime())
        .put("received_time", stored.receivedTime())
        .put("trace_id", EntityJson.traceId(placement))
        .put("trace_ref", event.traceRef())
        .put("title", event.title())
        .put("actor", event.actor())
        .put("flags", flags(event.flags()));
  }

  static Json flags(Collection<EventFlag> flags) {
    return Json.of(flags.stream().sorted().map(EventFlag::code).toList());
  }

  /** An object without its closing brace; at least one more field must follow. */
  public static Buffer open(Json.Builder fields) {
    String text = fields.build().encode();
    return Buffer.buffer(text.substring(0, text.length() - 1));
  }

  /** Appends {@code ,"body":…} or {@code ,"body_base64":…} to an open object. */
  static void putBody(Buffer out, Bytes body) {
    if (JsonValidator.isJson(body.array())) {
      out.appendString(",\"body\":").appendBytes(body.array());
    } else {
      putBase64(out, body);
    }
  }

  public static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static void putBase64(Buffer out, Bytes body) {
    out.appendString(",\"body_base64\":\"").appendString(base64(body)).appendString("\"");
  }

  /** Strict JSON has raw line breaks only between tokens; other bodies stay as they are. */
  private static Bytes onOneLine(Bytes body) {
    String text = body.text();
    boolean oneLine = text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    return oneLine || !JsonValidator.isJson(body.array())
        ? body
        : Bytes.utf8(text.replace('\n', ' ').replace('\r', ' '));
  }
}
