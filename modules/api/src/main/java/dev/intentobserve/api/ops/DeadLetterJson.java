package dev.intentobserve.api.ops;

import dev.intentobserve.api.event.EventJson;
import dev.intentobserve.api.http.JsonValidator;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.json.Json;

/** Dead letters as JSON, with their body where one is read by itself. */
final class DeadLetterJson {
  private DeadLetterJson() {}

  static Json.Fields deadLetter(DeadLetter deadLetter) {
    return fields(deadLetter).build();
  }

  static Json.Fields deadLetterWithBody(DeadLetter deadLetter) {
    Bytes body = deadLetter.body();
    return JsonValidator.isUtf8(body.array())
        ? fields(deadLetter).put("body", body.text()).build()
        : fields(deadLetter).put("body_base64", EventJson.base64(body)).build();
  }

  private static Json.Builder fields(DeadLetter deadLetter) {
    return Json.object()
        .put("id", deadLetter.id())
        .put("receiver", deadLetter.receiver())
        .put("source", deadLetter.source())
        .put("origin", deadLetter.origin())
        .put("reason", deadLetter.reason().code())
        .put("detail", deadLetter.detail())
        .put("digest", deadLetter.digest())
        .put("size", deadLetter.size())
        .put("received_time", deadLetter.receivedTime())
        .put("times", deadLetter.times())
        .put("status", deadLetter.status())
        .put("note", deadLetter.note());
  }
}
