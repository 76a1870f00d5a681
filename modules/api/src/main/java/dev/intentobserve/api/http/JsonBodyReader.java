package dev.intentobserve.api.http;

import dev.intentobserve.ports.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Reads a small JSON body. */
public final class JsonBodyReader {
  public static final int LIMIT = 64 << 10;

  private final Buffer body = Buffer.buffer();
  private final Promise<Buffer> whole = Promise.promise();

  private JsonBodyReader() {}

  /**
   * The object in the body, an empty one when there is no body. To be called before the request is
   * read; refuses a body beyond the limit.
   */
  public static Future<JsonObject> object(ApiRequest apiRequest) {
    JsonBodyReader reader = new JsonBodyReader();
    HttpServerRequest request = apiRequest.ctx().request();
    request
        .exceptionHandler(
            lost ->
                reader.whole.tryFail(
                    Fault.refused("body_lost", "The body did not arrive completely.")))
        .handler(reader::chunk)
        .endHandler(end -> reader.whole.tryComplete(reader.body));
    return reader.whole.future().map(JsonBodyReader::parse);
  }

  private void chunk(Buffer chunk) {
    if (body.length() + chunk.length() <= LIMIT) {
      body.appendBuffer(chunk);
    } else {
      whole.tryFail(
          ApiRouter.HttpStatusFault.tooLarge(
              Fault.refused("body_too_large", "The body may have " + LIMIT + " bytes at most.")));
    }
  }

  private static JsonObject parse(Buffer body) {
    if (body.toString().isBlank()) {
      return new JsonObject();
    }
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw Fault.refused("malformed_json", "The body must be one JSON object.");
    }
  }
}
