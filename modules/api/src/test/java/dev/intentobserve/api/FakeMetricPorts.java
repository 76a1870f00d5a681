package dev.intentobserve.api;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertQuery;
import dev.intentobserve.ports.AlertStorePorts.AlertRow;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.DeliveryQuery;
import dev.intentobserve.ports.AlertStorePorts.EndSilence;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.FireTestAlert;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.SampleQuery;
import dev.intentobserve.ports.MetricStorePorts.SliEventQuery;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The ports of metrics, alerting and the metric store; they answer what a test put in. */
public final class FakeMetricPorts {
  public final List<Metric> metrics = new CopyOnWriteArrayList<>();
  public final List<MetricSample> samples = new CopyOnWriteArrayList<>();
  public final List<SliEvent> cases = new CopyOnWriteArrayList<>();
  public final List<SloStatus> statuses = new CopyOnWriteArrayList<>();
  public final List<Objective> objectives = new CopyOnWriteArrayList<>();
  public final List<ObjectiveProblem> problems = new CopyOnWriteArrayList<>();
  public final List<Change> changes = new CopyOnWriteArrayList<>();
  public final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  public final List<Scoped<Silence>> silences = new CopyOnWriteArrayList<>();

  /** Questions, where a test wants to know how a request was understood. */
  public final List<SampleQuery> sampleQueries = new CopyOnWriteArrayList<>();

  public final List<SliEventQuery> caseQueries = new CopyOnWriteArrayList<>();
  public final List<AlertQuery> alertQueries = new CopyOnWriteArrayList<>();
  public final List<DeliveryQuery> deliveryQueries = new CopyOnWriteArrayList<>();
  public final List<FireTestAlert> tests = new CopyOnWriteArrayList<>();

  FakeMetricPorts(Vertx vertx) {
    MetricsPorts.METRICS.answer(vertx, q -> answer(List.copyOf(metrics)));
    MetricStorePorts.FIND_SAMPLES.answer(vertx, q -> answer(find(q)));
    MetricStorePorts.FIND_SLI_EVENTS.answer(vertx, q -> answer(find(q)));
    AlertingPorts.OBJECTIVES.answer(vertx, q -> answer(new ObjectiveSet(1, objectives, problems)));
    AlertingPorts.SLOS.answer(
        vertx,
        q ->
            answer(
                statuses.stream()
                    .filter(s -> s.objective().scope().equals(q.scope()))
                    .filter(s -> q.name() == null || s.objective().name().equals(q.name()))
                    .toList()));
    AlertingPorts.TEST.answer(vertx, q -> answer(test(q)));
    AlertStorePorts.FIND_ALERTS.answer(vertx, q -> answer(find(q)));
    AlertStorePorts.FIND_ALERT.answer(vertx, q -> answer(one(q.scope(), q.value())));
    AlertStorePorts.CHANGES_OF.answer(
        vertx,
        q ->
            answer(
                of(q.scope()).filter(c -> c.scopeNumber() > q.after()).limit(q.limit()).toList()));
    AlertStorePorts.CHANGES_HEAD.answer(
        vertx, scope -> answer(of(scope).mapToLong(Change::scopeNumber).max().orElse(1)));
    AlertStorePorts.FIND_DELIVERIES.answer(vertx, q -> answer(find(q)));
    AlertStorePorts.SILENCES.answer(
        vertx,
        q ->
            answer(
                silences.stream()
                    .filter(s -> q.scope() == null || s.scope().equals(q.scope()))
                    .filter(
                        s ->
                            q.lastingAt() == null
                                || (s.value().ended() == null
                                    && s.value().ends().isAfter(q.lastingAt())))
                    .toList()));
    AlertStorePorts.SAVE_SILENCE.answer(vertx, q -> answer(save(q)));
    AlertStorePorts.END_SILENCE.answer(vertx, q -> answer(end(q)));
  }

  private Stream<Change> of(Scope scope) {
    return changes.stream().filter(change -> change.scope().equals(scope));
  }

  private static <A> Future<A> answer(A answer) {
    return Future.succeededFuture(answer);
  }

  private Listing<MetricSample> find(SampleQuery q) {
    sampleQueries.add(q);
    return page(
        samples.stream()
            .filter(s -> s.series().metric().equals(q.metric()))
            .filter(s -> q.series() == null || s.series().equals(q.series()))
            .toList(),
        q.limit(),
        q.cursor());
  }

  private Listing<SliEvent> find(SliEventQuery q) {
    caseQueries.add(q);
    return page(
        cases.stream()
            .filter(c -> c.indicator().equals(q.indicator()))
            .filter(c -> q.outcome() == null || c.outcome() == q.outcome())
            .toList(),
        q.limit(),
        q.cursor());
  }

  private Listing<AlertRow> find(AlertQuery q) {
    alertQueries.add(q);
    return page(
        rows(q.scope()).stream()
            .filter(
                r ->
                    q.state() == null
                        ? r.alert().state() != Alert.State.RESOLVED
                        : r.alert().state() == q.state())
            .filter(r -> q.rule() == null || r.alert().rule().equals(q.rule()))
            .filter(r -> q.severity() == null || r.alert().severity() == q.severity())
            .toList(),
        q.limit(),
        q.cursor());
  }

  private Listing<Delivery> find(DeliveryQuery q) {
    deliveryQueries.add(q);
    return page(
        deliveries.stream().filter(d -> d.scope().equals(q.scope())).toList(),
        q.limit(),
        q.cursor());
  }

  /** The latest change of each alert, the latest first. */
  private List<AlertRow> rows(Scope scope) {
    List<AlertRow> rows = new ArrayList<>();
    for (Change change : changes.reversed()) {
      if (change.scope().equals(scope)
          && rows.stream().noneMatch(r -> r.alert().id().equals(change.alert().id()))) {
        rows.add(new AlertRow(change.number(), change.at(), change.alert()));
      }
    }
    return rows;
  }

  private Optional<AlertRow> one(Scope scope, String id) {
    return rows(scope).stream().filter(r -> r.alert().id().equals(id)).findFirst();
  }

  private Alert test(FireTestAlert q) {
    tests.add(q);
    return MetricFixtures.alert("Test", Alert.State.FIRING, "asked_by", q.actor());
  }

  private Silence save(Scoped<Silence> apiRequest) {
    Silence s = apiRequest.value();
    Silence saved =
        new Silence(
            silences.size() + 1L, s.matchers(), s.author(), s.reason(), s.starts(), s.ends(), null);
    silences.add(new Scoped<>(apiRequest.scope(), saved));
    return saved;
  }

  private boolean end(EndSilence q) {
    for (Scoped<Silence> scoped : silences) {
      Silence s = scoped.value();
      if (s.id() == q.id() && scoped.scope().equals(q.scope()) && s.ended() == null) {
        silences.remove(scoped);
        silences.add(
            new Scoped<>(
                scoped.scope(),
                new Silence(
                    s.id(), s.matchers(), s.author(), s.reason(), s.starts(), s.ends(), q.at())));
        return true;
      }
    }
    return false;
  }

  /** The cursor is how many were given already. */
  private static <T> Listing<T> page(List<T> all, int limit, String cursor) {
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    int to = Math.min(all.size(), from + limit);
    return new Listing<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
  }
}
