package dev.intentobserve.api.http;

import dev.intentobserve.ports.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Reads a small JSON body. */
public final class JsonBodyReader {
  public static final int LIMIT = 64 << 10;

  private JsonBodyReader() {}

  /**
   * The object in the body, an empty one when there is no body. To be called before the request is
   * read; refuses a body beyond the limit.
   */
  public static Future<JsonObject> object(ApiRequest apiRequest) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    apiRequest
        .ctx()
        .request()
        .exceptionHandler(
            lost ->
                whole.tryFail(Fault.refused("body_lost", "The body did not arrive completely.")))
        .handler(
            chunk -> {
              if (body.length() + chunk.length() <= LIMIT) {
                body.appendBuffer(chunk);
              } else {
                whole.tryFail(tooLarge());
              }
            })
        .endHandler(end -> whole.tryComplete(body));
    return whole.future().map(JsonBodyReader::parse);
  }

  private static Throwable tooLarge() {
    return ApiRouter.HttpStatusFault.tooLarge(
        Fault.refused("body_too_large", "The body may have " + LIMIT + " bytes at most."));
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
