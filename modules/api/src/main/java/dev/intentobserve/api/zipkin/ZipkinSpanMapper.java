package dev.intentobserve.api.zipkin;

import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tree as Zipkin spans. Zipkin's clients need a time to draw a span: one without a known start
 * gets its parent's, else the earliest of its trace, and the tag {@link #TAG_START_UNKNOWN}.
 */
final class ZipkinSpanMapper {
  static final String TAG_ID = "intent.id";
  static final String TAG_START_UNKNOWN = "intent.start_unknown";

  private final TraceTree tree;
  private final @Nullable Long earliest;
  private final Map<String, Long> timestamps = new HashMap<>();

  private ZipkinSpanMapper(TraceTree tree) {
    this.tree = tree;
    this.earliest = earliest(tree);
  }

  public static List<ZipkinSpan> of(TraceTree tree) {
    ZipkinSpanMapper spans = new ZipkinSpanMapper(tree);
    List<ZipkinSpan> out = new ArrayList<>(tree.spans().size());
    for (WorkSpan span : tree.spans()) {
      out.add(spans.span(span));
    }
    return out;
  }

  private ZipkinSpan span(WorkSpan span) {
    Long start = micros(span.start());
    Long timestamp = start == null ? inherited(span) : start;
    if (timestamp != null) {
      timestamps.put(span.spanId(), timestamp);
    }
    SortedMap<String, String> tags = tags(span);
    if (start == null) {
      tags.put(TAG_START_UNKNOWN, "true");
    }
    return new ZipkinSpan(
        tree.traceId(),
        span.spanId(),
        span.parentId(),
        name(span),
        span.name().toLowerCase(Locale.ROOT),
        timestamp,
        duration(timestamp, micros(span.end())),
        span.events().stream().filter(event -> micros(event.time()) != null).toList(),
        tags);
  }

  private @Nullable Long inherited(WorkSpan span) {
    Long parent = span.parentId() == null ? null : timestamps.get(span.parentId());
    return parent == null ? earliest : parent;
  }

  /** Clients list traces by the name of their root, so that name contains the id. */
  private static String name(WorkSpan span) {
    String name = span.name().toLowerCase(Locale.ROOT);
    String id = span.id().toLowerCase(Locale.ROOT);
    return span.parentId() != null || name.contains(id) ? name : name + " " + id;
  }

  private static @Nullable Long duration(@Nullable Long timestamp, @Nullable Long end) {
    return timestamp == null || end == null ? null : Math.max(1, end - timestamp);
  }

  private static SortedMap<String, String> tags(WorkSpan span) {
    SortedMap<String, String> tags = new TreeMap<>(span.attributes());
    tags.put(TelemetryNames.ATTR_KIND, span.kind());
    tags.put(TelemetryNames.ATTR_STATE, span.state());
    tags.put(TAG_ID, span.id());
    if (!span.flags().isEmpty()) {
      tags.put(TelemetryNames.ATTR_FLAGS, String.join(",", span.flags()));
    }
    span.links().stream()
        .collect(Collectors.groupingBy(link -> TelemetryNames.ATTR_LINK + link.relation()))
        .forEach((tag, links) -> tags.put(tag, targets(links)));
    if (Lifecycle.isFailure(span.state())) {
      tags.put("error", span.state());
    }
    return tags;
  }

  private static String targets(List<WorkSpan.Link> links) {
    return links.stream().map(ZipkinSpanMapper::target).collect(Collectors.joining(", "));
  }

  private static String target(WorkSpan.Link link) {
    return link.traceId() == null ? link.target() : link.target() + " in trace " + link.traceId();
  }

  private static @Nullable Long earliest(TraceTree tree) {
    return tree.spans().stream()
        .flatMap(span -> Stream.concat(known(span.start()), known(span.end())))
        .min(Comparator.naturalOrder())
        .orElse(micros(tree.lastEvent()));
  }

  private static Stream<Long> known(@Nullable Instant moment) {
    return Stream.ofNullable(micros(moment));
  }

  /** Zipkin has no times before 1970. */
  private static @Nullable Long micros(@Nullable Instant moment) {
    return moment == null || !moment.isAfter(Instant.EPOCH) ? null : ZipkinSpan.micros(moment);
  }
}
