package dev.intentobserve.ui.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API answered. */
public final class ApiReply {
  private final int status;
  private final Buffer body;
  private @Nullable JsonObject json;

  ApiReply(int status, Buffer body) {
    this.status = status;
    this.body = body;
  }

  boolean isLarge(int bytes) {
    return body.length() > bytes;
  }

  public String text() {
    return body.toString();
  }

  public JsonObject json() {
    return json == null ? new JsonObject() : json;
  }

  public List<JsonObject> items() {
    return objects(json(), "items");
  }

  public @Nullable String nextCursor() {
    return json().getString("next_cursor");
  }

  /** This, read as JSON; an {@link ApiFault} where it tells of one. */
  ApiReply parsed() {
    try {
      json = ApiJsonReader.object(body.getBytes());
    } catch (IOException e) {
      throw new ApiFault(502, "answer_unreadable", "The service gave an answer that is no JSON.");
    }
    if (status >= 400) {
      throw new ApiFault(
          status,
          json.getString("code", "unknown"),
          json.getString("message", "no message") + more());
    }
    return this;
  }

  /** Why the first record of a refused batch was refused. */
  private String more() {
    JsonObject details = json().getJsonObject("details", new JsonObject());
    List<JsonObject> receipts = objects(details, "receipts");
    JsonObject error = receipts.isEmpty() ? null : receipts.getFirst().getJsonObject("error");
    return error == null ? "" : " " + error.getString("code") + ": " + error.getString("message");
  }

  /** A field, or another one where the API says null, which is no text, in its place. */
  public static @Nullable String text(JsonObject json, String name, String otherwise) {
    String text = json.getString(name);
    return text == null ? json.getString(otherwise) : text;
  }

  public static List<JsonObject> objects(JsonObject json, String name) {
    JsonArray array = json.getJsonArray(name);
    return array == null ? List.of() : array.stream().map(JsonObject.class::cast).toList();
  }

  public static List<String> texts(JsonObject json, String name) {
    JsonArray array = json.getJsonArray(name);
    return array == null ? List.of() : array.stream().map(String::valueOf).toList();
  }
}
