package dev.intentobserve.api.trace;

import dev.intentobserve.api.event.EntityJson;
import dev.intentobserve.api.event.EventRoutes;
import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.DurationFormat;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.IncomingLink;
import dev.intentobserve.ports.StorePorts.IncomingLinksOf;
import dev.intentobserve.ports.TraceQuery;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traces of intents: their list, and the tree of each. {@code age} runs from the start to the end,
 * or to now while the trace is open; {@code stalled_for} is the time since the last event of an
 * open trace.
 */
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
        .map(page -> ApiResponse.list(apiRequest, page, trace -> summary(trace, now)));
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
                    tree.spans().size(), () -> Buffer.buffer(tree(tree, linked, now).encode())));
  }

  private static @Nullable Instant quietSince(@Nullable Duration stalledFor, Instant now) {
    try {
      return stalledFor == null ? null : now.minus(stalledFor);
    } catch (DateTimeException | ArithmeticException e) {
      throw QueryParams.invalid("stalled_for is too long");
    }
  }

  private static Json.Fields summary(TraceSummary trace, Instant now) {
    Json.Builder out = head(trace.traceId(), trace.root(), trace.state(), trace.stage());
    out.put("title", trace.title())
        .put("start", trace.start())
        .put("end", trace.end())
        .put("last_event", trace.lastEvent())
        .put("spans", trace.spans());
    return putAges(out, trace, now).build();
  }

  private static Json.Fields tree(TraceTree trace, List<IncomingLink> linked, Instant now) {
    TraceSummary summary = TraceSummary.of(trace);
    Json.Builder out = head(trace.traceId(), trace.root(), trace.state(), trace.stage());
    out.put("title", trace.title())
        .put("aliases", Json.of(trace.aliases()))
        .put("start", summary.start())
        .put("end", summary.end())
        .put("last_event", trace.lastEvent());
    return putAges(out, summary, now)
        .put("linked_from", linked.stream().map(TraceRoutes::linked).toList())
        .put("spans", trace.spans().stream().map(TraceRoutes::span).toList())
        .build();
  }

  private static Json.Builder head(String traceId, EntityKey root, String state, String stage) {
    return Json.object()
        .put("trace_id", traceId)
        .put("intent", root.kind() == EntityKind.INTENT ? root.id() : null)
        .put("root", EntityJson.key(root))
        .put("state", state)
        .put("stage", stage);
  }

  private static Json.Builder putAges(Json.Builder out, TraceSummary trace, Instant now) {
    boolean open = trace.end() == null && !Lifecycle.isClosed(trace.root().kind(), trace.state());
    DurationFormat.put(out, "age", DurationFormat.between(trace.start(), end(trace, open, now)));
    DurationFormat.put(
        out, "stalled_for", open ? DurationFormat.between(trace.lastEvent(), now) : null);
    return out;
  }

  private static @Nullable Instant end(TraceSummary trace, boolean open, Instant now) {
    if (open) {
      return now;
    }
    return trace.end() == null ? trace.lastEvent() : trace.end();
  }

  private static Json span(WorkSpan span) {
    Duration duration = DurationFormat.between(span.start(), span.end());
    return Json.object()
        .put("span_id", span.spanId())
        .put("parent_id", span.parentId())
        .put("kind", span.kind())
        .put("id", span.id())
        .put("name", span.name())
        .put("state", span.state())
        .put("start", span.start())
        .put("end", span.end())
        .put("duration_ms", duration == null ? Json.nothing() : Json.of(duration.toMillis()))
        .put("attributes", Json.of(span.attributes()))
        .put("events", span.events().stream().map(TraceRoutes::moment).toList())
        .put("links", span.links().stream().map(TraceRoutes::link).toList())
        .put("flags", Json.of(span.flags()))
        .build();
  }

  private static Json moment(WorkSpan.Moment moment) {
    return Json.object()
        .put("name", moment.name())
        .put("time", moment.time())
        .put("count", moment.count())
        .build();
  }

  private static Json link(WorkSpan.Link link) {
    return Json.object()
        .put("relation", link.relation())
        .put("target", link.target())
        .put("trace_id", link.traceId())
        .put("span_id", link.spanId())
        .build();
  }

  private static Json linked(IncomingLink linked) {
    return Json.object()
        .put("relation", linked.relation())
        .put("target", linked.to().toString())
        .put("kind", linked.from().key().kind().code())
        .put("id", linked.from().key().id())
        .put("title", linked.from().attribute("title").orElse(null))
        .build();
  }
}
