package dev.intentobserve.window;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Linked;
import dev.intentobserve.contract.StoreContract.LinkedTo;
import dev.intentobserve.contract.StoreContract.TraceQuery;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.TraceSummary;
import dev.intentobserve.event.TraceTree;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Traces: which there are, and each one's tree. */
record TraceRoutes(Doors doors, InstantSource clock) {
  private static final String LIST = "/api/v1/traces";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_TEXT = 500;

  /** More links into a trace are not told. */
  private static final int MOST_LINKED = 100;

  void mount(Paths paths) {
    paths.get(LIST, this::list);
    paths.get(LIST + "/*", LIST + "/{id}", this::one);
  }

  private Future<Answer> list(Asked asked) {
    Params params =
        asked.params("state", "stage", "stalled_for", "since", "until", "q", "limit", "cursor");
    Instant now = clock.instant();
    String stage = params.text("stage");
    return doors
        .scan(
            pages(asked.scope(), params, now),
            params.limit(DEFAULT_LIMIT),
            params.text("cursor"),
            page -> Future.succeededFuture(atStage(page, stage)))
        .map(page -> Answer.list(asked, encoded(page.items(), now), page.next()));
  }

  private Doors.Pages<TraceSummary> pages(Scope scope, Params params, Instant now) {
    String state = params.text("state");
    Instant since = params.moment("since", now);
    Instant until = params.moment("until", now);
    Params.requireOrder(since, until);
    Instant quietSince = quietSince(params.duration("stalled_for"), now);
    String text = params.text("q", MAX_TEXT);
    return (limit, cursor) ->
        doors.ask(
            StoreContract.FIND_TRACES,
            new TraceQuery(
                scope, Kind.INTENT, state, quietSince, since, until, text, limit, cursor));
  }

  private Future<Answer> one(Asked asked) {
    asked.params();
    Instant now = clock.instant();
    return doors
        .tree(asked.scope(), asked.rest(LIST + "/"))
        .compose(tree -> withLinked(asked.scope(), tree, now))
        .map(Answer::json);
  }

  /** Also who points into the tree from outside: what the work brought forth. */
  private Future<Buffer> withLinked(Scope scope, TraceTree tree, Instant now) {
    return doors
        .ask(StoreContract.LINKED, new LinkedTo(scope, EventRoutes.inTree(tree), MOST_LINKED))
        .compose(linked -> doors.work(tree.spans().size(), () -> encoded(tree, linked, now)));
  }

  private static Buffer encoded(TraceTree tree, List<Linked> linked, Instant now) {
    return Buffer.buffer(TraceJson.tree(tree, linked, now).encode());
  }

  private static List<Buffer> encoded(List<TraceSummary> traces, Instant now) {
    return Answer.encoded(traces.stream().map(trace -> TraceJson.summary(trace, now)).toList());
  }

  private static List<TraceSummary> atStage(List<TraceSummary> traces, @Nullable String stage) {
    return stage == null
        ? traces
        : traces.stream().filter(trace -> trace.stage().equals(stage)).toList();
  }

  private static @Nullable Instant quietSince(@Nullable Duration stalledFor, Instant now) {
    try {
      return stalledFor == null ? null : now.minus(stalledFor);
    } catch (DateTimeException | ArithmeticException e) {
      throw Params.invalid("stalled_for reaches back beyond the beginning of time");
    }
  }
}
