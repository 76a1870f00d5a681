package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.Trees;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exports the spans of the traces that some pages changed. However many events of a trace they
 * have, it is built once, and only spans that differ from what was sent last are sent.
 */
final class TracePageExporter implements PageExporter {
  private final Vertx vertx;
  private final RequestBatcher<Span> batches;
  private final SentSpans.Step sent;
  private final Map<Scope, ChangedEntities> changed = new LinkedHashMap<>();

  TracePageExporter(Vertx vertx, RequestBatcher<Span> batches, SentSpans sent) {
    this.vertx = vertx;
    this.batches = batches;
    this.sent = sent.step();
  }

  @Override
  public Future<Void> add(Page page) {
    page.events()
        .forEach(
            stored ->
                changed
                    .computeIfAbsent(stored.scope(), scope -> new ChangedEntities())
                    .add(stored));
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> flush() {
    return Futures.oneAfterAnother(
            changed.entrySet(), scope -> export(scope.getKey(), scope.getValue()))
        .compose(added -> batches.flush())
        .onSuccess(delivered -> sent.delivered());
  }

  private Future<Void> export(Scope scope, ChangedEntities entities) {
    return TracePorts.PLACES
        .ask(vertx, new Scoped<>(scope, entities.keys()))
        .map(entities::byRoot)
        .compose(traces -> exportTrees(scope, traces, List.copyOf(traces.keySet())));
  }

  private Future<Void> exportTrees(
      Scope scope, Map<EntityKey, Map<EntityKey, Long>> traces, List<EntityKey> roots) {
    return roots.isEmpty()
        ? Future.succeededFuture()
        : TracePorts.TREES
            .ask(vertx, new Scoped<>(scope, roots))
            .compose(
                found ->
                    exportTrees(scope, traces, roots.getFirst(), found)
                        .compose(
                            added ->
                                exportTrees(
                                    scope, traces, roots.subList(found.answered(), roots.size()))));
  }

  private Future<Void> exportTrees(
      Scope scope, Map<EntityKey, Map<EntityKey, Long>> traces, EntityKey first, Trees found) {
    if (found.failure() != null) {
      batches.refuse(
          requireNonNull(traces.get(first), "changes").values(),
          "trace_not_built",
          found.failure());
    }
    return Futures.oneAfterAnother(
        found.trees(),
        tree ->
            batches.add(spans(scope, tree, requireNonNull(traces.get(tree.root()), "changes"))));
  }

  /** Encoded one by one, as requests are filled. */
  private Iterator<ExportItem<Span>> spans(
      Scope scope, TraceTree tree, Map<EntityKey, Long> changes) {
    List<PlannedSpan> plan = SpanPlan.of(tree);
    SentSpans.Spans known = sent.spans(scope, tree.traceId(), plan.size());
    long last = Collections.max(changes.values());
    return plan.stream()
        .map(planned -> item(scope, planned, last, changes))
        .filter(item -> known.differs(item.message()))
        .iterator();
  }

  private static ExportItem<Span> item(
      Scope scope, PlannedSpan planned, long last, Map<EntityKey, Long> changes) {
    return new ExportItem<>(
        planned.entity().map(changes::get).orElse(last), scope, SpanMapper.map(planned));
  }
}
