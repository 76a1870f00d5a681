package dev.intentobserve.export;

import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.PlaceOf;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.contract.TraceContract.RootedIn;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.TraceTree;
import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.export.TraceTouch.Trace;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ships the spans of the traces that a page touched, one trace after another. */
final class TraceCargo implements Cargo {
  private final Vertx vertx;
  private final Delivery<Span> delivery;
  private final Tuning tuning;
  private final ShippedTraces shipped = new ShippedTraces();

  TraceCargo(Vertx vertx, Delivery<Span> delivery, Tuning tuning) {
    this.vertx = vertx;
    this.delivery = delivery;
    this.tuning = tuning;
  }

  @Override
  public Future<Void> ship(Page page, Refusals refusals) {
    Batches<Span> batches = new Batches<>(delivery, tuning, refusals);
    return touches(Touched.in(page.events()))
        .compose(
            touches ->
                each(touches.iterator(), batches, new ArrayList<>())
                    .compose(found -> batches.flush().onSuccess(sent -> shipped.add(found)))
                    .mapEmpty());
  }

  private Future<List<TraceTouch>> touches(List<Touched> scopes) {
    List<TraceTouch> touches = new ArrayList<>();
    Future<Void> asked = Future.succeededFuture();
    for (Touched scope : scopes) {
      PlaceOf question = new PlaceOf(scope.scope(), scope.seqs().keySet(), false);
      asked =
          asked
              .compose(before -> TraceContract.PLACE.ask(vertx, question))
              .onSuccess(answer -> touches.addAll(touches(scope, answer)))
              .mapEmpty();
    }
    return asked.map(all -> touches);
  }

  private List<TraceTouch> touches(Touched touched, Map<EntityKey, Placed> places) {
    Map<Trace, TraceTouch.Builder> traces = new LinkedHashMap<>();
    for (EntityKey key : touched.seqs().keySet()) {
      Placed placed = places.get(key);
      Optional<Trace> trace = placed == null ? Optional.empty() : trace(placed.placement());
      trace.ifPresent(
          in -> traces.computeIfAbsent(in, t -> new TraceTouch.Builder()).add(key, touched));
    }
    return traces.entrySet().stream()
        .map(trace -> trace.getValue().build(touched.scope(), trace.getKey()))
        .map(touch -> shipped.knows(touch) ? touch : touch.inFull())
        .toList();
  }

  private static Optional<Trace> trace(Placement placement) {
    return switch (placement) {
      case Placement.Orphan orphan -> Optional.empty();
      case Placement.Provisional in -> Optional.of(new Trace(in.traceId(), in.root()));
      case Placement.InTrace in -> Optional.of(new Trace(in.traceId(), in.root()));
    };
  }

  /** Answers the touches whose trees were found and handed on. */
  private Future<List<TraceTouch>> each(
      Iterator<TraceTouch> touches, Batches<Span> batches, List<TraceTouch> found) {
    if (!touches.hasNext()) {
      return Future.succeededFuture(found);
    }
    TraceTouch touch = touches.next();
    return TraceContract.ROOTED
        .ask(vertx, new RootedIn(touch.scope(), touch.root()))
        .map(tree -> tree.filter(known -> known.traceId().equals(touch.traceId())))
        .onSuccess(tree -> tree.ifPresent(known -> found.add(touch)))
        .compose(tree -> batches.add(spans(tree, touch)))
        .compose(added -> each(touches, batches, found));
  }

  /** A trace that is gone since it was asked for was promoted: its events bring the other one. */
  private static Iterator<Item<Span>> spans(Optional<TraceTree> tree, TraceTouch touch) {
    Scope scope = touch.scope();
    return tree.map(known -> SpanPlan.of(known, touch)).orElse(List.of()).stream()
        .map(planned -> new Item<>(planned.seq(), scope, SpanMapper.map(planned)))
        .iterator();
  }
}
