package dev.intentobserve.window;

import dev.intentobserve.contract.AlertContract;
import dev.intentobserve.contract.AlertContract.ObjectiveProblem;
import dev.intentobserve.contract.AlertContract.ObjectiveSet;
import dev.intentobserve.contract.AlertContract.TestFire;
import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.AlertQuery;
import dev.intentobserve.contract.AlertStoreContract.AlertRow;
import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.Delivery;
import dev.intentobserve.contract.AlertStoreContract.DeliveryQuery;
import dev.intentobserve.contract.AlertStoreContract.EndSilence;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.CaseQuery;
import dev.intentobserve.contract.FiguresContract.SampleQuery;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Silence;
import dev.intentobserve.event.SloStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Metrics, alert room and the cellar's figures, answering what a test put in. */
final class FakeFigures {
  final List<Metric> metrics = new CopyOnWriteArrayList<>();
  final List<Sample> samples = new CopyOnWriteArrayList<>();
  final List<Case> cases = new CopyOnWriteArrayList<>();
  final List<SloStatus> statuses = new CopyOnWriteArrayList<>();
  final List<Objective> objectives = new CopyOnWriteArrayList<>();
  final List<ObjectiveProblem> problems = new CopyOnWriteArrayList<>();
  final List<Change> changes = new CopyOnWriteArrayList<>();
  final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  final List<Scoped<Silence>> silences = new CopyOnWriteArrayList<>();

  /** Questions, where a test wants to know how a request was understood. */
  final List<SampleQuery> sampleQueries = new CopyOnWriteArrayList<>();

  final List<CaseQuery> caseQueries = new CopyOnWriteArrayList<>();
  final List<AlertQuery> alertQueries = new CopyOnWriteArrayList<>();
  final List<DeliveryQuery> deliveryQueries = new CopyOnWriteArrayList<>();
  final List<TestFire> tests = new CopyOnWriteArrayList<>();

  FakeFigures(Vertx vertx) {
    MetricsContract.METRICS.answer(vertx, q -> answer(List.copyOf(metrics)));
    FiguresContract.FIND_SAMPLES.answer(vertx, q -> answer(find(q)));
    FiguresContract.FIND_CASES.answer(vertx, q -> answer(find(q)));
    AlertContract.OBJECTIVES.answer(vertx, q -> answer(new ObjectiveSet(1, objectives, problems)));
    AlertContract.SLOS.answer(
        vertx,
        q ->
            answer(
                statuses.stream()
                    .filter(s -> s.objective().scope().equals(q.scope()))
                    .filter(s -> q.name() == null || s.objective().name().equals(q.name()))
                    .toList()));
    AlertContract.TEST.answer(vertx, q -> answer(test(q)));
    AlertStoreContract.FIND_ALERTS.answer(vertx, q -> answer(find(q)));
    AlertStoreContract.FIND_ALERT.answer(vertx, q -> answer(one(q.scope(), q.id())));
    AlertStoreContract.CHANGES_OF.answer(
        vertx,
        q ->
            answer(
                of(q.scope()).filter(c -> c.scopeNumber() > q.after()).limit(q.limit()).toList()));
    AlertStoreContract.CHANGES_HEAD.answer(
        vertx, q -> answer(of(q.scope()).mapToLong(Change::scopeNumber).max().orElse(1)));
    AlertStoreContract.FIND_DELIVERIES.answer(vertx, q -> answer(find(q)));
    AlertStoreContract.SILENCES.answer(
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
    AlertStoreContract.SAVE_SILENCE.answer(vertx, q -> answer(save(q)));
    AlertStoreContract.END_SILENCE.answer(vertx, q -> answer(end(q)));
  }

  private Stream<Change> of(Scope scope) {
    return changes.stream().filter(change -> change.scope().equals(scope));
  }

  private static <A> Future<A> answer(A answer) {
    return Future.succeededFuture(answer);
  }

  private Listing<Sample> find(SampleQuery q) {
    sampleQueries.add(q);
    return page(
        samples.stream()
            .filter(s -> s.series().metric().equals(q.metric()))
            .filter(s -> q.series() == null || s.series().equals(q.series()))
            .toList(),
        q.limit(),
        q.cursor());
  }

  private Listing<Case> find(CaseQuery q) {
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

  private Alert test(TestFire q) {
    tests.add(q);
    return Figures.alert("Test", Alert.State.FIRING, "asked_by", q.actor());
  }

  private Silence save(Scoped<Silence> asked) {
    Silence s = asked.value();
    Silence saved =
        new Silence(
            silences.size() + 1L, s.matchers(), s.author(), s.reason(), s.starts(), s.ends(), null);
    silences.add(new Scoped<>(asked.scope(), saved));
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
