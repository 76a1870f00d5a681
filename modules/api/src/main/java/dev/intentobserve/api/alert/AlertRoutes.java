package dev.intentobserve.api.alert;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertQuery;
import dev.intentobserve.ports.AlertStorePorts.AlertRow;
import dev.intentobserve.ports.AlertStorePorts.DeliveryQuery;
import dev.intentobserve.ports.AlertStorePorts.EndSilence;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.FireTestAlert;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, active and resolved, the deliveries of their notifications, and silences: which alerts
 * send none, why, and until when.
 */
public record AlertRoutes(Backend backend, InstantSource clock) {
  private static final String SILENCES = ApiLinks.ALERTS + "/silences";
  private static final String NO_SILENCE = "silence_not_found";
  private static final String NO_SILENCE_MESSAGE =
      "There is no silence with this number; GET /api/v1/alerts/silences lists them.";

  public void mount(ApiRouter routes) {
    routes.list(ApiLinks.ALERTS, this::list, "state", "rule", "severity", "label.*");
    routes.post(ApiLinks.ALERTS + "/test", this::test);
    routes.list(ApiLinks.ALERTS + "/deliveries", this::deliveries, "channel", "alert", "outcome");
    routes.get(SILENCES, this::silences, "which");
    routes.post(SILENCES, this::saveSilence);
    routes.delete(SILENCES + "/:id", this::endSilence);
    routes.get(ApiLinks.ALERTS + "/:id", this::one);
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    QueryParams params = apiRequest.params();
    Scope scope = apiRequest.scope();
    SortedMap<String, String> labels = params.withPrefix("label.");
    Alert.State state = params.oneOf("state", List.of(Alert.State.values()), Alert.State::code);
    Severity severity = severity(params);
    String rule = params.text("rule");
    return backend
        .<AlertRow>scan(
            params,
            row -> row.alert().labels().entrySet().containsAll(labels.entrySet()),
            (limit, cursor) ->
                backend.ask(
                    AlertStorePorts.FIND_ALERTS,
                    new AlertQuery(scope, state, rule, severity, limit, cursor)))
        .compose(
            page ->
                backend
                    .activeSilences(scope, clock.instant())
                    .map(
                        silences ->
                            ApiResponse.list(apiRequest, page, row -> item(row, silences))));
  }

  public static @Nullable Severity severity(QueryParams params) {
    return params.oneOf("severity", List.of(Severity.values()), Severity::code);
  }

  private static Json.Fields item(AlertRow row, List<Silence> silences) {
    return AlertApiJson.alert(row.alert(), row.change(), row.changedAt(), silences);
  }

  private Future<ApiResponse> one(ApiRequest apiRequest) {
    Scope scope = apiRequest.scope();
    return backend
        .require(
            AlertStorePorts.FIND_ALERT,
            new Scoped<>(scope, String.valueOf(apiRequest.ctx().pathParam("id"))),
            "alert_not_found",
            "There is no alert with this id; GET /api/v1/alerts lists active alerts,"
                + " with state=resolved those that have ended.")
        .compose(row -> backend.activeSilences(scope, clock.instant()).map(s -> item(row, s)))
        .map(ApiResponse::json);
  }

  private Future<ApiResponse> test(ApiRequest apiRequest) {
    FireTestAlert query = new FireTestAlert(apiRequest.scope(), apiRequest.actor());
    return apiRequest
        .jsonBody()
        .compose(
            body -> {
              if (!body.isEmpty()) {
                throw Fault.refused("invalid_field", "The test alert takes no body.");
              }
              return backend.ask(AlertingPorts.TEST, query);
            })
        .compose(
            alert ->
                backend
                    .activeSilences(query.scope(), clock.instant())
                    .map(s -> AlertApiJson.alert(alert, 0, clock.instant(), s)))
        .map(ApiResponse::json);
  }

  private Future<ApiResponse> deliveries(ApiRequest apiRequest) {
    QueryParams params = apiRequest.params();
    List<String> outcomes = List.of("delivered", "failed", "given_up", "silenced");
    DeliveryQuery query =
        new DeliveryQuery(
            apiRequest.scope(),
            params.text("channel"),
            params.text("alert"),
            params.oneOf("outcome", outcomes),
            params.limit(),
            params.text("cursor"));
    return backend
        .ask(AlertStorePorts.FIND_DELIVERIES, query)
        .map(page -> ApiResponse.list(apiRequest, page, AlertApiJson::delivery));
  }

  private Future<ApiResponse> silences(ApiRequest apiRequest) {
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

  private Future<ApiResponse> saveSilence(ApiRequest apiRequest) {
    Scope scope = apiRequest.scope();
    Instant now = clock.instant();
    return apiRequest
        .jsonBody()
        .map(body -> new SilenceParser(body, now).read(apiRequest.actor()))
        .compose(silence -> backend.ask(AlertStorePorts.SAVE_SILENCE, new Scoped<>(scope, silence)))
        .recover(AlertRoutes::tooManySilences)
        .map(silence -> ApiResponse.json(AlertApiJson.silence(silence, now)));
  }

  private static Future<Silence> tooManySilences(Throwable error) {
    boolean conflict =
        error instanceof Fault fault && fault.code().equals(AlertStorePorts.TOO_MANY_SILENCES);
    return Future.failedFuture(
        conflict ? ApiRouter.HttpStatusFault.conflict((Fault) error) : error);
  }

  private Future<ApiResponse> endSilence(ApiRequest apiRequest) {
    Scope scope = apiRequest.scope();
    Instant now = clock.instant();
    long id = apiRequest.id(NO_SILENCE, NO_SILENCE_MESSAGE);
    return backend
        .ask(AlertStorePorts.END_SILENCE, new EndSilence(scope, id, now))
        .compose(done -> silence(scope, id).map(silence -> ended(silence, done)))
        .map(silence -> ApiResponse.json(AlertApiJson.silence(silence, now)));
  }

  private static Silence ended(Silence silence, boolean done) {
    if (!done) {
      throw ApiRouter.HttpStatusFault.conflict(
          Fault.refused("silence_ended", "Silence " + silence.id() + " has ended already."));
    }
    return silence;
  }

  private Future<Silence> silence(Scope scope, long id) {
    return backend
        .silences(scope, null)
        .map(
            all ->
                all.stream()
                    .filter(silence -> silence.id() == id)
                    .findFirst()
                    .orElseThrow(() -> Fault.missing(NO_SILENCE, NO_SILENCE_MESSAGE)));
  }
}
