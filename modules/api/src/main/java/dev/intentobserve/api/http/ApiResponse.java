package dev.intentobserve.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An answer that is ready to be sent. */
public record ApiResponse(String contentType, Buffer body, Map<String, String> headers) {
  public static final String JSON = "application/json";
  static final String LINES = "application/x-ndjson";

  public ApiResponse {
    headers = Map.copyOf(headers);
  }

  public static ApiResponse json(Json value) {
    return json(Buffer.buffer(value.encode()));
  }

  public static ApiResponse json(Buffer body) {
    return new ApiResponse(JSON, body, Map.of());
  }

  public static <T> ApiResponse list(
      ApiRequest apiRequest, Listing<T> page, Function<T, Json.Fields> item) {
    return list(apiRequest, page, item, Json.Fields.EMPTY);
  }

  public static <T> ApiResponse list(
      ApiRequest apiRequest, Listing<T> page, Function<T, Json.Fields> item, Json.Fields more) {
    List<Buffer> items =
        page.items().stream().map(one -> Buffer.buffer(item.apply(one).encode())).toList();
    return list(apiRequest, items, page.next(), more);
  }

  /**
   * A page as one document, or one item a line with the cursor in the headers.
   *
   * @param more further fields of the document; left out with one item a line
   */
  public static ApiResponse list(
      ApiRequest apiRequest, List<Buffer> items, @Nullable String next, Json.Fields more) {
    return apiRequest.wantsLines() ? lines(apiRequest, items, next) : document(items, next, more);
  }

  private static ApiResponse document(List<Buffer> items, @Nullable String next, Json.Fields more) {
    Buffer body = Buffer.buffer("{\"items\":[");
    for (int i = 0; i < items.size(); i++) {
      body.appendString(i == 0 ? "" : ",").appendBuffer(items.get(i));
    }
    body.appendString("],\"next_cursor\":" + Json.of(next).encode());
    more.values()
        .forEach(
            (name, value) ->
                body.appendString("," + Json.of(name).encode() + ":" + value.encode()));
    return json(body.appendByte((byte) '}'));
  }

  private static ApiResponse lines(
      ApiRequest apiRequest, List<Buffer> items, @Nullable String next) {
    Buffer body = Buffer.buffer();
    items.forEach(item -> body.appendBuffer(item).appendByte((byte) '\n'));
    Map<String, String> headers =
        next == null
            ? Map.of()
            : Map.of(
                "X-Next-Cursor", next, "Link", "<" + link(apiRequest, next) + ">; rel=\"next\"");
    return new ApiResponse(LINES, body, headers);
  }

  private static String link(ApiRequest apiRequest, String next) {
    String others =
        apiRequest.ctx().queryParams().entries().stream()
            .filter(entry -> !entry.getKey().equals("cursor"))
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()) + "&")
            .collect(Collectors.joining());
    return apiRequest.ctx().request().path() + "?" + others + "cursor=" + encode(next);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
