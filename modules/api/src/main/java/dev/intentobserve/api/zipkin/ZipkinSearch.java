package dev.intentobserve.api.zipkin;

import dev.intentobserve.api.http.Backend;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.TreeOf;
import dev.intentobserve.ports.TraceQuery;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One search for traces, which reads tree after tree and keeps only those that match. Reads a
 * bounded number of trees and keeps a bounded number of spans; {@link #complete} tells whether that
 * was enough. To be used once, on one context.
 */
final class ZipkinSearch {
  private static final int PAGE = 100;
  private static final int MAX_SPANS = 200_000;

  private final Backend backend;
  private final Scope scope;
  private final List<List<ZipkinSpan>> found = new ArrayList<>();
  private int spans;
  private int treesLeft;
  private boolean complete = true;

  ZipkinSearch(Backend backend, Scope scope, int maxTraces) {
    this.backend = backend;
    this.scope = scope;
    this.treesLeft = maxTraces;
  }

  /** The traces whose last event lies in the window, latest first. */
  Future<List<List<ZipkinSpan>>> find(ZipkinQuery query) {
    return query.matchesService() ? page(query, null) : Future.succeededFuture(found);
  }

  /** The traces of these ids in their order; unknown ids are left out. */
  Future<List<List<ZipkinSpan>>> find(List<String> traceIds) {
    return each(traceIds.iterator(), spans -> true, traceIds.size());
  }

  /** False when traces that were not read may match, too. */
  boolean complete() {
    return complete;
  }

  private Future<List<List<ZipkinSpan>>> page(ZipkinQuery query, @Nullable String cursor) {
    TraceQuery question =
        TraceQuery.builder(scope, pageSize(query))
            .rootKind(EntityKind.INTENT)
            .since(query.since())
            .until(query.until())
            .cursor(cursor)
            .build();
    return backend
        .ask(StorePorts.FIND_TRACES, question)
        .compose(page -> collect(page, query).compose(all -> nextPage(page, query)));
  }

  /** Without a condition on spans every trace matches, so no more are read than asked for. */
  private static int pageSize(ZipkinQuery query) {
    return query.matchesEveryTrace() ? Math.min(PAGE, query.limit()) : PAGE;
  }

  private Future<List<List<ZipkinSpan>>> collect(Listing<TraceSummary> page, ZipkinQuery query) {
    return each(
        page.items().stream().map(TraceSummary::traceId).iterator(), query::matches, query.limit());
  }

  private Future<List<List<ZipkinSpan>>> nextPage(Listing<TraceSummary> page, ZipkinQuery query) {
    return page.next() == null || !complete || found.size() >= query.limit()
        ? Future.succeededFuture(found)
        : page(query, page.next());
  }

  private Future<List<List<ZipkinSpan>>> each(
      Iterator<String> ids, Predicate<List<ZipkinSpan>> filter, int limit) {
    if (!ids.hasNext() || found.size() >= limit) {
      return Future.succeededFuture(found);
    }
    if (treesLeft-- <= 0 || spans > MAX_SPANS) {
      complete = false;
      return Future.succeededFuture(found);
    }
    return backend
        .ask(TracePorts.TREE, new TreeOf(scope, ids.next()))
        .compose(this::spans)
        .compose(
            spans -> {
              take(spans, filter);
              return each(ids, filter, limit);
            });
  }

  private Future<List<ZipkinSpan>> spans(Optional<TraceTree> tree) {
    return tree.isEmpty()
        ? Future.succeededFuture(List.of())
        : backend.work(tree.get().spans().size(), () -> ZipkinSpanMapper.of(tree.get()));
  }

  private void take(List<ZipkinSpan> trace, Predicate<List<ZipkinSpan>> filter) {
    if (!trace.isEmpty() && filter.test(trace)) {
      found.add(trace);
      spans += trace.size();
    }
  }
}
