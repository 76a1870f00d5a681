package dev.intentobserve.window;

import dev.intentobserve.contract.AlertContract;
import dev.intentobserve.contract.AlertContract.TestFire;
import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.AlertOf;
import dev.intentobserve.contract.AlertStoreContract.AlertQuery;
import dev.intentobserve.contract.AlertStoreContract.AlertRow;
import dev.intentobserve.contract.AlertStoreContract.DeliveryQuery;
import dev.intentobserve.contract.AlertStoreContract.SilencesOf;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.Silence;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Alerts: what needs attention, what needed it, and who was told. */
record AlertRoutes(Doors doors, InstantSource clock) {
  private static final String TEST = Links.ALERTS + "/test";
  private static final String DELIVERIES = Links.ALERTS + "/deliveries";
  private static final int DEFAULT_LIMIT = 100;

  /** To be called after the routes whose paths are words behind the same prefix. */
  void mount(Paths paths) {
    paths.get(Links.ALERTS, this::list);
    paths.post(TEST, this::test);
    paths.get(DELIVERIES, this::deliveries);
    paths.get(Links.ALERTS + "/:id", Links.ALERTS + "/{id}", this::one);
  }

  private Future<Answer> list(Asked asked) {
    Params params = asked.params("state", "rule", "severity", "label.*", "limit", "cursor");
    Scope scope = asked.scope();
    SortedMap<String, String> labels = params.family("label.");
    return doors
        .scan(
            pages(scope, params),
            params.limit(DEFAULT_LIMIT),
            params.text("cursor"),
            page -> Future.succeededFuture(labelled(page, labels)))
        .compose(page -> silences(doors, scope, clock.instant()).map(s -> page(asked, page, s)));
  }

  private Doors.Pages<AlertRow> pages(Scope scope, Params params) {
    Alert.State state = state(params);
    Severity severity = severity(params);
    String rule = params.text("rule");
    return (limit, cursor) ->
        doors.ask(
            AlertStoreContract.FIND_ALERTS,
            new AlertQuery(scope, state, rule, severity, limit, cursor));
  }

  private static Alert.@Nullable State state(Params params) {
    List<String> codes = Arrays.stream(Alert.State.values()).map(Alert.State::code).toList();
    String code = params.oneOf("state", codes);
    return code == null ? null : Alert.State.valueOf(code.toUpperCase(Locale.ROOT));
  }

  static @Nullable Severity severity(Params params) {
    List<String> codes = Arrays.stream(Severity.values()).map(Severity::code).toList();
    String code = params.oneOf("severity", codes);
    return code == null ? null : Severity.of(code).orElseThrow();
  }

  private static List<AlertRow> labelled(List<AlertRow> page, SortedMap<String, String> labels) {
    return page.stream()
        .filter(row -> row.alert().labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  private static Answer page(Asked asked, Listing<AlertRow> page, List<Silence> silences) {
    return Answer.list(
        asked,
        Answer.encoded(page.items().stream().map(row -> item(row, silences)).toList()),
        page.next());
  }

  private static Json.Fields item(AlertRow row, List<Silence> silences) {
    return AlertItems.alert(row.alert(), row.change(), row.changedAt(), silences);
  }

  private Future<Answer> one(Asked asked) {
    asked.params();
    Scope scope = asked.scope();
    return doors
        .ask(
            AlertStoreContract.FIND_ALERT,
            new AlertOf(scope, String.valueOf(asked.ctx().pathParam("id"))))
        .map(row -> row.orElseThrow(AlertRoutes::noAlert))
        .compose(row -> silences(doors, scope, clock.instant()).map(s -> item(row, s)))
        .map(Answer::json);
  }

  private Future<Answer> test(Asked asked) {
    asked.params();
    TestFire question = new TestFire(asked.scope(), asked.actor());
    return SmallBody.object(asked)
        .compose(
            body -> {
              if (!body.isEmpty()) {
                throw Fault.refused("invalid_field", "A test takes no body: there is one test.");
              }
              return doors.ask(AlertContract.TEST, question);
            })
        .compose(
            alert ->
                silences(doors, question.scope(), clock.instant())
                    .map(s -> AlertItems.alert(alert, 0, clock.instant(), s)))
        .map(Answer::json);
  }

  private Future<Answer> deliveries(Asked asked) {
    Params params = asked.params("channel", "alert", "outcome", "limit", "cursor");
    List<String> outcomes = List.of("delivered", "failed", "given_up", "silenced");
    DeliveryQuery query =
        new DeliveryQuery(
            asked.scope(),
            params.text("channel"),
            params.text("alert"),
            params.oneOf("outcome", outcomes),
            params.limit(DEFAULT_LIMIT),
            params.text("cursor"));
    return doors
        .ask(AlertStoreContract.FIND_DELIVERIES, query)
        .map(
            page ->
                Answer.list(
                    asked,
                    Answer.encoded(page.items().stream().map(AlertItems::delivery).toList()),
                    page.next()));
  }

  /** The silences of a scope that are active at a moment. */
  static Future<List<Silence>> silences(Doors doors, Scope scope, Instant at) {
    return doors
        .ask(AlertStoreContract.SILENCES, new SilencesOf(scope, at))
        .map(
            all ->
                all.stream()
                    .filter(scoped -> scoped.scope().equals(scope))
                    .map(Scoped::value)
                    .filter(silence -> silence.active(at))
                    .toList());
  }

  private static Fault noAlert() {
    return Fault.missing(
        "alert_not_found",
        "There is no alert with this id; GET /api/v1/alerts lists what needs attention,"
            + " with state=resolved what did.");
  }
}
