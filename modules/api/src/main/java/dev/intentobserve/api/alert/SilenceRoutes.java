package dev.intentobserve.api.alert;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.JsonBodyReader;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.EndSilence;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Silences: which alerts send no notifications, why, and until when. */
public record SilenceRoutes(Backend backend, InstantSource clock) {
  private static final String LIST = ApiLinks.ALERTS + "/silences";

  public void mount(ApiRouter routes) {
    routes.get(LIST, this::list, "which");
    routes.post(LIST, this::save);
    routes.delete(LIST + "/:id", this::end);
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    boolean all = apiRequest.params().choice("which", List.of("lasting", "all")).equals("all");
    Instant now = clock.instant();
    return backend
        .silences(apiRequest.scope(), all ? null : now)
        .map(
            silences ->
                ApiResponse.list(
                    apiRequest,
                    new Listing<>(silences, null),
                    silence -> AlertApiJson.silence(silence, now)));
  }

  private Future<ApiResponse> save(ApiRequest apiRequest) {
    Scope scope = apiRequest.scope();
    Instant now = clock.instant();
    return JsonBodyReader.object(apiRequest)
        .map(body -> new SilenceParser(body, now).read(apiRequest.actor()))
        .compose(silence -> backend.ask(AlertStorePorts.SAVE_SILENCE, new Scoped<>(scope, silence)))
        .recover(SilenceRoutes::tooManySilences)
        .map(silence -> ApiResponse.json(AlertApiJson.silence(silence, now)));
  }

  private static Future<Silence> tooManySilences(Throwable error) {
    boolean conflict =
        error instanceof Fault fault && fault.code().equals(AlertStorePorts.TOO_MANY_SILENCES);
    return Future.failedFuture(
        conflict ? ApiRouter.HttpStatusFault.conflict((Fault) error) : error);
  }

  private Future<ApiResponse> end(ApiRequest apiRequest) {
    Scope scope = apiRequest.scope();
    Instant now = clock.instant();
    long id = id(apiRequest);
    return backend
        .ask(AlertStorePorts.END_SILENCE, new EndSilence(scope, id, now))
        .compose(done -> one(scope, id).map(silence -> ended(silence, done)))
        .map(silence -> ApiResponse.json(AlertApiJson.silence(silence, now)));
  }

  private static Silence ended(Silence silence, boolean done) {
    if (!done) {
      throw ApiRouter.HttpStatusFault.conflict(
          Fault.refused("silence_ended", "Silence " + silence.id() + " has ended already."));
    }
    return silence;
  }

  private Future<Silence> one(Scope scope, long id) {
    return backend
        .silences(scope, null)
        .map(
            all ->
                all.stream()
                    .filter(silence -> silence.id() == id)
                    .findFirst()
                    .orElseThrow(SilenceRoutes::silenceNotFound));
  }

  private static long id(ApiRequest apiRequest) {
    return apiRequest.idInPath().orElseThrow(SilenceRoutes::silenceNotFound);
  }

  private static Fault silenceNotFound() {
    return Fault.missing(
        "silence_not_found",
        "There is no silence with this number; GET /api/v1/alerts/silences lists them.");
  }
}
