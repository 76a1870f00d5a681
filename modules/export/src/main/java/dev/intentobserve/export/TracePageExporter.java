package dev.intentobserve.export;

import dev.intentobserve.export.ChangedTrace.Trace;
import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
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
import java.util.Set;
import java.util.stream.Stream;

/** Exports the spans of the traces that a page changed, one trace after another. */
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
  public Future<Void> export(Page page, ExportRefusals refusals) {
    RequestBatcher<Span> batches = new RequestBatcher<>(delivery, tuning, refusals);
    List<ChangedTrace> found = new ArrayList<>();
    return changedTraces(ChangedEntities.in(page.events()))
        .compose(
            traces -> Futures.oneAfterAnother(traces, trace -> exportTrace(trace, batches, found)))
        .compose(added -> batches.flush())
        .onSuccess(sent -> exported.add(found));
  }

  private Future<List<ChangedTrace>> changedTraces(List<ChangedEntities> scopes) {
    Map<Scope, Set<EntityKey>> entities = new LinkedHashMap<>();
    scopes.forEach(changed -> entities.put(changed.scope(), changed.seqs().keySet()));
    return PlacementLookup.of(vertx, entities)
        .map(
            places ->
                scopes.stream()
                    .flatMap(
                        changed ->
                            tracesOf(changed, places.getOrDefault(changed.scope(), Map.of())))
                    .toList());
  }

  private Stream<ChangedTrace> tracesOf(
      ChangedEntities changed, Map<EntityKey, EntityPlacement> places) {
    Map<Trace, ChangedTrace.Builder> traces = new LinkedHashMap<>();
    for (EntityKey key : changed.seqs().keySet()) {
      EntityPlacement placed = places.get(key);
      if (placed != null && placed.placement() instanceof Placement.InTrace in) {
        traces
            .computeIfAbsent(new Trace(in.traceId(), in.root()), t -> new ChangedTrace.Builder())
            .add(key, changed);
      }
    }
    return traces.entrySet().stream()
        .map(trace -> trace.getValue().build(changed.scope(), trace.getKey()))
        .map(trace -> exported.contains(trace) ? trace : trace.withAll(true));
  }

  /** Adds the spans to the batches, and the trace to {@code found} if it still exists. */
  private Future<Void> exportTrace(
      ChangedTrace change, RequestBatcher<Span> batches, List<ChangedTrace> found) {
    return TracePorts.TREE_BY_ROOT
        .ask(vertx, new TreeByRoot(change.scope(), change.root()))
        .map(tree -> tree.filter(known -> known.traceId().equals(change.traceId())))
        .onSuccess(tree -> tree.ifPresent(known -> found.add(change)))
        .compose(tree -> batches.add(spans(tree, change)));
  }

  /** A trace that no longer exists was promoted; the events of the promotion export the new one. */
  private static Iterator<ExportItem<Span>> spans(Optional<TraceTree> tree, ChangedTrace change) {
    Scope scope = change.scope();
    return tree.map(known -> SpanPlan.of(known, change)).orElse(List.of()).stream()
        .map(planned -> new ExportItem<>(planned.seq(), scope, SpanMapper.map(planned)))
        .iterator();
  }
}
