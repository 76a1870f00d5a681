package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.CommitTick;
import dev.intentobserve.contract.AlertStoreContract.GaugeHistory;
import dev.intentobserve.contract.AlertStoreContract.GaugePoint;
import dev.intentobserve.contract.AlertStoreContract.Memory;
import dev.intentobserve.contract.AlertStoreContract.SloMemory;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.Emitter;
import dev.intentobserve.contract.FiguresContract.Sum;
import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.Port;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Alert.State;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.SeriesTotal;
import dev.intentobserve.event.Tally;
import dev.intentobserve.event.TraceSummary;
import dev.intentobserve.testkit.Bus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The neighbours of the room: figures made up by the test, alerts kept as the cellar keeps them.
 */
final class FakeHouse {
  final History history = new History();
  final List<String> told = new ArrayList<>();
  final List<Integer> tallyQuestions = new ArrayList<>();

  /** Addresses that answer BUSY. */
  final Set<String> busy = new HashSet<>();

  List<TraceSummary> traces = List.of();
  List<Emitter> emitters = List.of();
  List<Scoped<SeriesTotal>> series = List.of();
  List<LifeRow> failed = List.of();
  Map<EntityKey, Placed> placed = Map.of();
  long signals;

  private final Map<String, Scoped<Alert>> open = new LinkedHashMap<>();
  private final Map<String, Scoped<SloMemory>> slos = new LinkedHashMap<>();
  private final List<Scoped<GaugePoint>> gauges = new ArrayList<>();

  private FakeHouse() {}

  static FakeHouse open(Vertx vertx) {
    FakeHouse house = new FakeHouse();
    Bus.await(
        Future.all(
            List.of(
                house.answer(vertx, AlertStoreContract.MEMORY, asked -> house.memory()),
                house.answer(vertx, AlertStoreContract.COMMIT_TICK, house::commit),
                house.answer(vertx, AlertStoreContract.GAUGE_HISTORY, house::gauges),
                house.answer(vertx, FiguresContract.TALLIES, house::tallies),
                house.answer(vertx, FiguresContract.SERIES, asked -> house.series),
                house.answer(vertx, FiguresContract.ACTIVITY, asked -> house.emitters),
                house.answer(
                    vertx,
                    FiguresContract.SUM,
                    asked ->
                        asked.metric().equals(Names.INTENT_SIGNALS)
                                && asked.labels().equals(Map.of("status", "captured"))
                            ? new Sum(house.signals, house.signals)
                            : new Sum(1000, 1000)),
                house.answer(
                    vertx,
                    StoreContract.FIND_TRACES,
                    asked -> new Listing<>(house.quiet(asked), null)),
                house.answer(vertx, LifeContract.FIND_LIVES, house::lives),
                house.answer(vertx, TraceContract.PLACE, asked -> house.placed))));
    return house;
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

  private Memory memory() {
    return new Memory(List.copyOf(open.values()), List.copyOf(slos.values()));
  }

  private boolean commit(CommitTick tick) {
    for (Scoped<Alert> changed : tick.changed()) {
      Alert alert = changed.value();
      told.add(tick.at() + " " + alert.severity() + " " + alert.state() + " " + alert.summary());
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

  private List<GaugePoint> gauges(GaugeHistory asked) {
    return gauges.stream()
        .filter(gauge -> gauge.scope().equals(asked.scope()))
        .map(Scoped::value)
        .filter(gauge -> gauge.metric().equals(asked.metric()))
        .filter(gauge -> !gauge.time().isBefore(asked.since()))
        .toList();
  }

  private List<Tally> tallies(FiguresContract.TallyOf asked) {
    tallyQuestions.add(asked.windows().size());
    return history.tallies(asked.windows());
  }

  /** One on a page. */
  private Listing<LifeRow> lives(LifeContract.LifeQuery asked) {
    List<LifeRow> found =
        failed.stream().filter(row -> row.life().key().kind() == asked.kind()).toList();
    int at = asked.cursor() == null ? 0 : Integer.parseInt(asked.cursor());
    String next = at + 1 < found.size() ? Integer.toString(at + 1) : null;
    return new Listing<>(found.subList(at, Math.min(found.size(), at + 1)), next);
  }

  synchronized long gauges(String metric) {
    return gauges.stream().filter(gauge -> gauge.value().metric().equals(metric)).count();
  }

  private List<TraceSummary> quiet(StoreContract.TraceQuery asked) {
    return traces.stream()
        .filter(trace -> asked.scope().equals(Scope.DEFAULT))
        .filter(
            trace -> trace.lastEvent() != null && trace.lastEvent().isBefore(asked.quietSince()))
        .toList();
  }

  synchronized List<Alert> firing() {
    return open.values().stream().map(Scoped::value).toList();
  }

  synchronized List<String> taken() {
    List<String> taken = List.copyOf(told);
    told.clear();
    return taken;
  }
}
