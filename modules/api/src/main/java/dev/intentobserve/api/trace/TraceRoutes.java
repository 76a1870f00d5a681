package dev.intentobserve.api.trace;

import dev.intentobserve.api.event.EventRoutes;
import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.IncomingLinksOf;
import dev.intentobserve.ports.TraceQuery;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Traces of intents: their list, and the tree of each. */
public record TraceRoutes(Backend backend, InstantSource clock) {
  private static final int MAX_TEXT = 500;

  /** The most links into a trace that are answered. */
  private static final int MAX_LINKED = 100;

  public void mount(ApiRouter routes) {
    routes.list(
        ApiLinks.TRACES, this::list, "state", "stage", "stalled_for", "since", "until", "q");
    routes.getAs(ApiLinks.TRACES + "/{id}", ApiLinks.TRACES + "/*", this::one);
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    QueryParams params = apiRequest.params();
    Scope scope = apiRequest.scope();
    Instant now = clock.instant();
    String stage = params.text("stage");
    String state = params.text("state");
    QueryParams.Window window = params.window(now);
    Instant quietSince = quietSince(params.duration("stalled_for"), now);
    String text = params.text("q", MAX_TEXT);
    return backend
        .<TraceSummary>scan(
            params,
            trace -> stage == null || trace.stage().equals(stage),
            (limit, cursor) ->
                backend.ask(
                    StorePorts.FIND_TRACES,
                    TraceQuery.builder(scope, limit)
                        .rootKind(EntityKind.INTENT)
                        .state(state)
                        .quietSince(quietSince)
                        .since(window.since())
                        .until(window.until())
                        .text(text)
                        .cursor(cursor)
                        .build()))
        .map(page -> ApiResponse.list(apiRequest, page, trace -> TraceJson.summary(trace, now)));
  }

  private Future<ApiResponse> one(ApiRequest apiRequest) {
    Instant now = clock.instant();
    return backend
        .tree(apiRequest.scope(), apiRequest.rest(ApiLinks.TRACES + "/"))
        .compose(tree -> withLinked(apiRequest.scope(), tree, now))
        .map(ApiResponse::json);
  }

  /** With the links from outside into the tree: its follow-ups. */
  private Future<Buffer> withLinked(Scope scope, TraceTree tree, Instant now) {
    return backend
        .ask(
            StorePorts.INCOMING_LINKS,
            new IncomingLinksOf(scope, EventRoutes.entitiesInTree(tree), MAX_LINKED))
        .compose(
            linked ->
                backend.work(
                    tree.spans().size(),
                    () -> Buffer.buffer(TraceJson.tree(tree, linked, now).encode())));
  }

  private static @Nullable Instant quietSince(@Nullable Duration stalledFor, Instant now) {
    try {
      return stalledFor == null ? null : now.minus(stalledFor);
    } catch (DateTimeException | ArithmeticException e) {
      throw QueryParams.invalid("stalled_for is too long");
    }
  }
}
