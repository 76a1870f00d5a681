package dev.intentobserve.api.ops;

import dev.intentobserve.api.event.EventJson;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.JsonValidator;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.DeadLetterQuery;
import dev.intentobserve.ports.StorePorts.Discard;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/** Dead letters: records that were refused. A repeated attempt is a route of module ingest. */
public record DeadLetterRoutes(Backend backend, InstantSource clock) {
  private static final String DEAD_LETTERS = "/api/v1/dead-letters";
  private static final int MAX_REASON = 500;
  private static final String NOT_FOUND = "dead_letter_not_found";
  private static final String NONE_WITH_THIS_NUMBER =
      "There is no dead letter with this number; GET /api/v1/dead-letters lists them.";

  public void mount(ApiRouter routes) {
    routes.list(DEAD_LETTERS, this::list, "reason", "receiver", "status");
    routes.get(DEAD_LETTERS + "/:id", this::one);
    routes.delete(DEAD_LETTERS + "/:id", this::discard, "reason");
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    QueryParams params = apiRequest.params();
    String status = params.choice("status", List.of("open", "replayed", "discarded", "all"));
    DeadLetterQuery query =
        new DeadLetterQuery(
            apiRequest.scope(),
            params.oneOf("reason", List.of(Refusal.values()), Refusal::code),
            params.text("receiver"),
            status.equals("all") ? null : status,
            params.limit(),
            params.text("cursor"));
    return backend
        .ask(StorePorts.FIND_DEAD_LETTERS, query)
        .map(page -> ApiResponse.list(apiRequest, page, deadLetter -> fields(deadLetter).build()));
  }

  private Future<ApiResponse> one(ApiRequest apiRequest) {
    return deadLetter(apiRequest.scope(), apiRequest.id(NOT_FOUND, NONE_WITH_THIS_NUMBER))
        .map(deadLetter -> ApiResponse.json(withBody(deadLetter)));
  }

  private Future<ApiResponse> discard(ApiRequest apiRequest) {
    String reason = apiRequest.params().required("reason", MAX_REASON);
    Scope scope = apiRequest.scope();
    long id = apiRequest.id(NOT_FOUND, NONE_WITH_THIS_NUMBER);
    return backend
        .ask(
            StorePorts.DISCARD, new Discard(scope, id, reason, apiRequest.actor(), clock.instant()))
        .compose(done -> deadLetter(scope, id).map(deadLetter -> discarded(deadLetter, done)))
        .map(deadLetter -> ApiResponse.json(fields(deadLetter).build()));
  }

  private static DeadLetter discarded(DeadLetter deadLetter, boolean done) {
    if (!done) {
      throw ApiRouter.HttpStatusFault.conflict(
          Fault.refused(
              "dead_letter_closed",
              "Dead letter " + deadLetter.id() + " is already " + deadLetter.status() + "."));
    }
    return deadLetter;
  }

  private Future<DeadLetter> deadLetter(Scope scope, long id) {
    return backend.require(
        StorePorts.FIND_DEAD_LETTER, new Scoped<>(scope, id), NOT_FOUND, NONE_WITH_THIS_NUMBER);
  }

  private static Json.Fields withBody(DeadLetter deadLetter) {
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
