package dev.intentobserve.export;

import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.export.TraceChange.Trace;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import dev.intentobserve.ports.TracePorts.TreeByRoot;
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
final class TracePageExporter implements PageExporter {
  private final Vertx vertx;
  private final BatchDelivery<Span> delivery;
  private final Tuning tuning;
  private final ExportedTraces exported = new ExportedTraces();

  TracePageExporter(Vertx vertx, BatchDelivery<Span> delivery, Tuning tuning) {
    this.vertx = vertx;
    this.delivery = delivery;
    this.tuning = tuning;
  }

  @Override
  public Future<Void> ship(Page page, ExportRefusals refusals) {
    RequestBatcher<Span> batches = new RequestBatcher<>(delivery, tuning, refusals);
    return touches(ChangedTraces.in(page.events()))
        .compose(
            touches ->
                each(touches.iterator(), batches, new ArrayList<>())
                    .compose(found -> batches.flush().onSuccess(sent -> exported.add(found)))
                    .mapEmpty());
  }

  private Future<List<TraceChange>> touches(List<ChangedTraces> scopes) {
    List<TraceChange> touches = new ArrayList<>();
    Future<Void> asked = Future.succeededFuture();
    for (ChangedTraces scope : scopes) {
      PlacementsOf question = new PlacementsOf(scope.scope(), scope.seqs().keySet(), false);
      asked =
          asked
              .compose(before -> TracePorts.PLACEMENTS.ask(vertx, question))
              .onSuccess(answer -> touches.addAll(touches(scope, answer)))
              .mapEmpty();
    }
    return asked.map(all -> touches);
  }

  private List<TraceChange> touches(ChangedTraces touched, Map<EntityKey, EntityPlacement> places) {
    Map<Trace, TraceChange.Builder> traces = new LinkedHashMap<>();
    for (EntityKey key : touched.seqs().keySet()) {
      EntityPlacement placed = places.get(key);
      Optional<Trace> trace = placed == null ? Optional.empty() : trace(placed.placement());
      trace.ifPresent(
          in -> traces.computeIfAbsent(in, t -> new TraceChange.Builder()).add(key, touched));
    }
    return traces.entrySet().stream()
        .map(trace -> trace.getValue().build(touched.scope(), trace.getKey()))
        .map(change -> exported.contains(change) ? change : change.withAllSpans())
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
  private Future<List<TraceChange>> each(
      Iterator<TraceChange> touches, RequestBatcher<Span> batches, List<TraceChange> found) {
    if (!touches.hasNext()) {
      return Future.succeededFuture(found);
    }
    TraceChange change = touches.next();
    return TracePorts.TREE_BY_ROOT
        .ask(vertx, new TreeByRoot(change.scope(), change.root()))
        .map(tree -> tree.filter(known -> known.traceId().equals(change.traceId())))
        .onSuccess(tree -> tree.ifPresent(known -> found.add(change)))
        .compose(tree -> batches.add(spans(tree, change)))
        .compose(added -> each(touches, batches, found));
  }

  /** A trace that is gone since it was asked for was promoted: its events bring the other one. */
  private static Iterator<ExportItem<Span>> spans(Optional<TraceTree> tree, TraceChange change) {
    Scope scope = change.scope();
    return tree.map(known -> SpanPlan.of(known, change)).orElse(List.of()).stream()
        .map(planned -> new ExportItem<>(planned.seq(), scope, SpanMapper.map(planned)))
        .iterator();
  }
}
