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
import dev.intentobserve.ports.AlertStorePorts.SilencesOf;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.FireTestAlert;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Alerts, active and resolved, and the deliveries of their notifications. */
public record AlertRoutes(Backend backend, InstantSource clock) {
  private static final String TEST = ApiLinks.ALERTS + "/test";
  private static final String DELIVERIES = ApiLinks.ALERTS + "/deliveries";
  private static final int DEFAULT_LIMIT = 100;

  /** To be called after {@link SilenceRoutes}, whose paths would match {@code /:id}. */
  public void mount(ApiRouter routes) {
    routes.get(
        ApiLinks.ALERTS, this::list, "state", "rule", "severity", "label.*", "limit", "cursor");
    routes.post(TEST, this::test);
    routes.get(DELIVERIES, this::deliveries, "channel", "alert", "outcome", "limit", "cursor");
    routes.get(ApiLinks.ALERTS + "/:id", this::one);
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    QueryParams params = apiRequest.params();
    Scope scope = apiRequest.scope();
    SortedMap<String, String> labels = params.withPrefix("label.");
    return backend
        .scan(
            pages(scope, params),
            params.limit(DEFAULT_LIMIT),
            params.text("cursor"),
            page -> Future.succeededFuture(filterByLabels(page, labels)))
        .compose(
            page ->
                activeSilences(backend, scope, clock.instant())
                    .map(s -> page(apiRequest, page, s)));
  }

  private Backend.PageSource<AlertRow> pages(Scope scope, QueryParams params) {
    Alert.State state = state(params);
    Severity severity = severity(params);
    String rule = params.text("rule");
    return (limit, cursor) ->
        backend.ask(
            AlertStorePorts.FIND_ALERTS,
            new AlertQuery(scope, state, rule, severity, limit, cursor));
  }

  private static Alert.@Nullable State state(QueryParams params) {
    List<String> codes = Arrays.stream(Alert.State.values()).map(Alert.State::code).toList();
    String code = params.oneOf("state", codes);
    return code == null ? null : Alert.State.valueOf(code.toUpperCase(Locale.ROOT));
  }

  public static @Nullable Severity severity(QueryParams params) {
    List<String> codes = Arrays.stream(Severity.values()).map(Severity::code).toList();
    String code = params.oneOf("severity", codes);
    return code == null ? null : Severity.of(code).orElseThrow();
  }

  private static List<AlertRow> filterByLabels(
      List<AlertRow> page, SortedMap<String, String> labels) {
    return page.stream()
        .filter(row -> row.alert().labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  private static ApiResponse page(
      ApiRequest apiRequest, Listing<AlertRow> page, List<Silence> silences) {
    return ApiResponse.list(
        apiRequest,
        ApiResponse.encoded(page.items().stream().map(row -> item(row, silences)).toList()),
        page.next());
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
        .map(row -> row.orElseThrow(AlertRoutes::alertNotFound))
        .compose(row -> activeSilences(backend, scope, clock.instant()).map(s -> item(row, s)))
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
                activeSilences(backend, query.scope(), clock.instant())
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
            params.limit(DEFAULT_LIMIT),
            params.text("cursor"));
    return backend
        .ask(AlertStorePorts.FIND_DELIVERIES, query)
        .map(
            page ->
                ApiResponse.list(
                    apiRequest,
                    ApiResponse.encoded(page.items().stream().map(AlertApiJson::delivery).toList()),
                    page.next()));
  }

  /** The silences of a scope that are active at a moment. */
  public static Future<List<Silence>> activeSilences(Backend backend, Scope scope, Instant at) {
    return silences(backend, scope, at)
        .map(all -> all.stream().filter(silence -> silence.active(at)).toList());
  }

  /**
   * The silences of a scope.
   *
   * @param lastingAt leaves out those that have ended by then; null for all
   */
  static Future<List<Silence>> silences(Backend backend, Scope scope, @Nullable Instant lastingAt) {
    return backend
        .ask(AlertStorePorts.SILENCES, new SilencesOf(scope, lastingAt))
        .map(
            all ->
                all.stream()
                    .filter(scoped -> scoped.scope().equals(scope))
                    .map(Scoped::value)
                    .toList());
  }

  private static Fault alertNotFound() {
    return Fault.missing(
        "alert_not_found",
        "There is no alert with this id; GET /api/v1/alerts lists active alerts,"
            + " with state=resolved those that have ended.");
  }
}
