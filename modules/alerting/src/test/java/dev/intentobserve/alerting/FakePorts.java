package dev.intentobserve.alerting;

import dev.intentobserve.alerting.slo.SliHistory;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Alert.State;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertSnapshot;
import dev.intentobserve.ports.AlertStorePorts.CommitEvaluation;
import dev.intentobserve.ports.AlertStorePorts.GaugeHistory;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStateQuery;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.MetricStorePorts.Sum;
import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TraceQuery;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The ports of other modules: data set by the test, alerts kept as the store keeps them. */
final class FakePorts {
  final SliHistory history = new SliHistory();
  final List<String> committed = new ArrayList<>();
  final List<Integer> countQueries = new ArrayList<>();

  /** Addresses that answer BUSY. */
  final Set<String> busy = new HashSet<>();

  List<TraceSummary> traces = List.of();
  List<Emitter> emitters = List.of();
  List<Scoped<SeriesTotal>> series = List.of();
  List<EntityStateRow> failed = List.of();
  Map<EntityKey, EntityPlacement> placed = Map.of();
  long signals;

  private final Map<String, Scoped<Alert>> open = new LinkedHashMap<>();
  private final Map<String, Scoped<SloSnapshot>> slos = new LinkedHashMap<>();
  private final List<Scoped<GaugePoint>> gauges = new ArrayList<>();

  private FakePorts() {}

  static FakePorts open(Vertx vertx) {
    FakePorts ports = new FakePorts();
    TestFutures.await(
        Future.all(
            List.of(
                ports.answer(vertx, AlertStorePorts.ALERT_SNAPSHOT, request -> ports.snapshot()),
                ports.answer(vertx, AlertStorePorts.COMMIT_EVALUATION, ports::commit),
                ports.answer(vertx, AlertStorePorts.GAUGE_HISTORY, ports::gauges),
                ports.answer(vertx, MetricStorePorts.GOOD_BAD_COUNTS, ports::tallies),
                ports.answer(vertx, MetricStorePorts.SERIES, request -> ports.series),
                ports.answer(vertx, MetricStorePorts.ACTIVITY, request -> ports.emitters),
                ports.answer(
                    vertx,
                    MetricStorePorts.SUM,
                    request ->
                        request.metric().equals(TelemetryNames.INTENT_SIGNALS)
                                && request.labels().isEmpty()
                            ? new Sum(ports.signals, ports.signals)
                            : new Sum(1000, 1000)),
                ports.answer(
                    vertx,
                    StorePorts.FIND_TRACES,
                    request -> new Listing<>(ports.quiet(request), null)),
                ports.answer(vertx, EntityStatePorts.FIND_ENTITY_STATES, ports::entityStates),
                ports.answer(vertx, TracePorts.PLACEMENTS, request -> ports.placed))));
    return ports;
  }

  private <Q, A> Future<Void> answer(Vertx vertx, Port<Q, A> port, Function<Q, A> answer) {
    return port.answer(
        vertx,
        question -> {
          synchronized (this) {
            return busy.contains(port.address())
                ? Future.failedFuture(Fault.busy("busy", "Later."))
                : Future.succeededFuture(answer.apply(question));
          }
        });
  }

  private AlertSnapshot snapshot() {
    return new AlertSnapshot(List.copyOf(open.values()), List.copyOf(slos.values()));
  }

  private boolean commit(CommitEvaluation tick) {
    for (Scoped<Alert> changed : tick.changed()) {
      Alert alert = changed.value();
      committed.add(
          tick.at() + " " + alert.severity() + " " + alert.state() + " " + alert.summary());
      if (alert.state() == State.RESOLVED) {
        open.remove(alert.id());
      } else {
        open.put(alert.id(), changed);
      }
    }
    tick.slos().forEach(slo -> slos.put(slo.value().objective(), slo));
    gauges.addAll(tick.gauges());
    return true;
  }

  private List<GaugePoint> gauges(GaugeHistory request) {
    return gauges.stream()
        .filter(gauge -> gauge.scope().equals(request.scope()))
        .map(Scoped::value)
        .filter(gauge -> gauge.metric().equals(request.metric()))
        .filter(gauge -> !gauge.time().isBefore(request.since()))
        .toList();
  }

  private List<GoodBadCount> tallies(MetricStorePorts.GoodBadCountsOf request) {
    countQueries.add(request.windows().size());
    return history.tallies(request.windows());
  }

  /** Pages of one item. */
  private Listing<EntityStateRow> entityStates(EntityStateQuery request) {
    List<EntityStateRow> found =
        failed.stream().filter(row -> row.entityState().key().kind() == request.kind()).toList();
    int at = request.cursor() == null ? 0 : Integer.parseInt(request.cursor());
    String next = at + 1 < found.size() ? Integer.toString(at + 1) : null;
    return new Listing<>(found.subList(at, Math.min(found.size(), at + 1)), next);
  }

  synchronized long gauges(String metric) {
    return gauges.stream().filter(gauge -> gauge.value().metric().equals(metric)).count();
  }

  private List<TraceSummary> quiet(TraceQuery request) {
    return traces.stream()
        .filter(trace -> request.scope().equals(Scope.DEFAULT))
        .filter(
            trace -> trace.lastEvent() != null && trace.lastEvent().isBefore(request.quietSince()))
        .toList();
  }

  synchronized List<Alert> firing() {
    return open.values().stream().map(Scoped::value).toList();
  }

  synchronized List<String> taken() {
    List<String> taken = List.copyOf(committed);
    committed.clear();
    return taken;
  }
}
