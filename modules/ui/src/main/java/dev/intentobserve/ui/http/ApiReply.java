package dev.intentobserve.ui.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer of the API. */
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

  /**
   * This answer, once its JSON is read.
   *
   * @throws ApiFault where the status is that of an error, or the body is not JSON
   */
  ApiReply parsed() {
    try {
      json = ApiJsonReader.object(body.getBytes());
    } catch (IOException e) {
      throw new ApiFault(502, "answer_unreadable", "The API sent an answer that is not JSON.");
    }
    if (status >= 400) {
      throw new ApiFault(
          status,
          json.getString("code", "unknown"),
          json.getString("message", "no message") + firstReceiptError());
    }
    return this;
  }

  /** A rejected batch names its reasons in the receipts. */
  private String firstReceiptError() {
    JsonObject details = json().getJsonObject("details", new JsonObject());
    List<JsonObject> receipts = objects(details, "receipts");
    JsonObject error = receipts.isEmpty() ? null : receipts.getFirst().getJsonObject("error");
    return error == null ? "" : " " + error.getString("code") + ": " + error.getString("message");
  }

  /** A text field; the field {@code fallback} where it is missing or null. */
  public static @Nullable String text(JsonObject json, String name, String fallback) {
    String text = json.getString(name);
    return text == null ? json.getString(fallback) : text;
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
