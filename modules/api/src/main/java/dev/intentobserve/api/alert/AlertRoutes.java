package dev.intentobserve.api.alert;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.JsonBodyReader;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertOf;
import dev.intentobserve.ports.AlertStorePorts.AlertQuery;
import dev.intentobserve.ports.AlertStorePorts.AlertRow;
import dev.intentobserve.ports.AlertStorePorts.DeliveryQuery;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.FireTestAlert;
import dev.intentobserve.ports.Fault;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Alerts, active and resolved, and the deliveries of their notifications. */
public record AlertRoutes(Backend backend, InstantSource clock) {
  private static final String DELIVERIES = ApiLinks.ALERTS + "/deliveries";

  /** To be called after {@link SilenceRoutes}, whose paths would match {@code /:id}. */
  public void mount(ApiRouter routes) {
    routes.list(ApiLinks.ALERTS, this::list, "state", "rule", "severity", "label.*");
    routes.post(ApiLinks.ALERTS + "/test", this::test);
    routes.list(DELIVERIES, this::deliveries, "channel", "alert", "outcome");
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
        .ask(
            AlertStorePorts.FIND_ALERT,
            new AlertOf(scope, String.valueOf(apiRequest.ctx().pathParam("id"))))
        .map(
            row ->
                row.orElseThrow(
                    () ->
                        Fault.missing(
                            "alert_not_found",
                            "There is no alert with this id; GET /api/v1/alerts lists active"
                                + " alerts, with state=resolved those that have ended.")))
        .compose(row -> backend.activeSilences(scope, clock.instant()).map(s -> item(row, s)))
        .map(ApiResponse::json);
  }

  private Future<ApiResponse> test(ApiRequest apiRequest) {
    FireTestAlert query = new FireTestAlert(apiRequest.scope(), apiRequest.actor());
    return JsonBodyReader.object(apiRequest)
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
}
