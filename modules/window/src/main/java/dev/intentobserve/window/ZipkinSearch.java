package dev.intentobserve.window;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.TraceQuery;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.TreeOf;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.TraceSummary;
import dev.intentobserve.event.TraceTree;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One search for traces, tree after tree, so that only what is answered is held at once. Looks into
 * a bounded number of trees and holds a bounded number of spans; {@link #complete} tells whether
 * that was enough. To be used once, on one context.
 */
final class ZipkinSearch {
  private static final int PAGE = 100;
  private static final int MAX_SPANS = 200_000;

  private final Doors doors;
  private final Scope scope;
  private final List<List<ZipkinSpan>> found = new ArrayList<>();
  private int spans;
  private int treesLeft;
  private boolean complete = true;

  ZipkinSearch(Doors doors, Scope scope) {
    this.doors = doors;
    this.scope = scope;
    this.treesLeft = doors.config().zipkinTraces();
  }

  /** The traces whose last event lies in the window, latest first. */
  Future<List<List<ZipkinSpan>>> find(ZipkinQuery query) {
    return query.asksForUs() ? page(query, null) : Future.succeededFuture(found);
  }

  /** The traces of these ids in their order; an id that leads nowhere is left out. */
  Future<List<List<ZipkinSpan>>> find(List<String> traceIds) {
    return each(traceIds.iterator(), spans -> true, traceIds.size());
  }

  /** False when there may be more matching traces than were looked into. */
  boolean complete() {
    return complete;
  }

  private interface Sieve {
    boolean lets(List<ZipkinSpan> spans);
  }

  private Future<List<List<ZipkinSpan>>> page(ZipkinQuery query, @Nullable String cursor) {
    TraceQuery question =
        new TraceQuery(
            scope,
            Kind.INTENT,
            null,
            null,
            query.since(),
            query.until(),
            null,
            pageSize(query),
            cursor);
    return doors
        .ask(StoreContract.FIND_TRACES, question)
        .compose(page -> into(page, query).compose(all -> onward(page, query)));
  }

  /** Without a condition on spans every trace counts, so no more are read than asked for. */
  private static int pageSize(ZipkinQuery query) {
    return query.unconditional() ? Math.min(PAGE, query.limit()) : PAGE;
  }

  private Future<List<List<ZipkinSpan>>> into(Listing<TraceSummary> page, ZipkinQuery query) {
    return each(
        page.items().stream().map(TraceSummary::traceId).iterator(), query::matches, query.limit());
  }

  private Future<List<List<ZipkinSpan>>> onward(Listing<TraceSummary> page, ZipkinQuery query) {
    return page.next() == null || !complete || found.size() >= query.limit()
        ? Future.succeededFuture(found)
        : page(query, page.next());
  }

  private Future<List<List<ZipkinSpan>>> each(Iterator<String> ids, Sieve sieve, int limit) {
    if (!ids.hasNext() || found.size() >= limit) {
      return Future.succeededFuture(found);
    }
    if (treesLeft-- <= 0 || spans > MAX_SPANS) {
      complete = false;
      return Future.succeededFuture(found);
    }
    return doors
        .ask(TraceContract.TREE, new TreeOf(scope, ids.next()))
        .compose(this::spans)
        .compose(
            spans -> {
              take(spans, sieve);
              return each(ids, sieve, limit);
            });
  }

  private Future<List<ZipkinSpan>> spans(Optional<TraceTree> tree) {
    return tree.isEmpty()
        ? Future.succeededFuture(List.of())
        : doors.work(tree.get().spans().size(), () -> ZipkinSpans.of(tree.get()));
  }

  private void take(List<ZipkinSpan> trace, Sieve sieve) {
    if (!trace.isEmpty() && sieve.lets(trace)) {
      found.add(trace);
      spans += trace.size();
    }
  }
}
