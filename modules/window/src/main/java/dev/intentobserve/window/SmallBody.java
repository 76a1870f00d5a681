package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** The body of a request that only ever says a few words. */
final class SmallBody {
  static final int LIMIT = 64 << 10;

  private final Buffer body = Buffer.buffer();
  private final Promise<Buffer> whole = Promise.promise();

  private SmallBody() {}

  /**
   * The object in the body, an empty one when there is no body. To be called before the request is
   * read; what goes beyond the limit is thrown away.
   */
  static Future<JsonObject> object(Asked asked) {
    SmallBody small = new SmallBody();
    HttpServerRequest request = asked.ctx().request();
    request
        .exceptionHandler(lost -> small.whole.tryFail(Fault.refused("body_lost", "It broke off.")))
        .handler(small::piece)
        .endHandler(end -> small.whole.tryComplete(small.body));
    return small.whole.future().map(SmallBody::parse);
  }

  private void piece(Buffer piece) {
    if (body.length() + piece.length() <= LIMIT) {
      body.appendBuffer(piece);
    } else {
      whole.tryFail(
          Paths.Chosen.tooLarge(
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
