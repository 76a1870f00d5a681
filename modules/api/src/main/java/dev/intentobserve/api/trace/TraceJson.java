package dev.intentobserve.api.trace;

import dev.intentobserve.api.event.PlacementJson;
import dev.intentobserve.api.http.DurationFormat;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import dev.intentobserve.ports.StorePorts.IncomingLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traces as JSON. {@code age} runs from the start to the end, or to now while the trace is open;
 * {@code stalled_for} is the time since the last event of an open trace.
 */
final class TraceJson {
  private TraceJson() {}

  static Json.Fields summary(TraceSummary trace, Instant now) {
    Json.Builder out = head(trace.traceId(), trace.root(), trace.state(), trace.stage());
    out.put("title", trace.title())
        .put("start", trace.start())
        .put("end", trace.end())
        .put("last_event", trace.lastEvent())
        .put("spans", trace.spans());
    return putAges(out, trace, now).build();
  }

  static Json.Fields tree(TraceTree trace, List<IncomingLink> linked, Instant now) {
    TraceSummary summary = TraceSummary.of(trace);
    Json.Builder out = head(trace.traceId(), trace.root(), trace.state(), trace.stage());
    out.put("title", trace.title())
        .put("aliases", Json.of(trace.aliases()))
        .put("start", summary.start())
        .put("end", summary.end())
        .put("last_event", trace.lastEvent());
    return putAges(out, summary, now)
        .put("linked_from", linked.stream().map(TraceJson::linked).toList())
        .put("spans", trace.spans().stream().map(TraceJson::span).toList())
        .build();
  }

  private static Json.Builder head(String traceId, EntityKey root, String state, String stage) {
    return Json.object()
        .put("trace_id", traceId)
        .put("intent", root.kind() == EntityKind.INTENT ? root.id() : null)
        .put("root", PlacementJson.key(root))
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
        .put("events", span.events().stream().map(TraceJson::moment).toList())
        .put("links", span.links().stream().map(TraceJson::link).toList())
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
