package dev.intentobserve.export;

import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.trace.WorkSpan;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

/** Maps a planned span to OTLP. */
final class SpanMapper {
  private SpanMapper() {}

  static Span map(PlannedSpan planned) {
    WorkSpan span = planned.span();
    OtlpAttributes attributes = attributes(planned);
    Span.Builder out =
        frame(planned)
            .addAllAttributes(attributes.pairs())
            .setDroppedAttributesCount(attributes.dropped());
    if (Lifecycle.isFailure(span.state())) {
      out.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    span.events().forEach(moment -> out.addEvents(event(moment)));
    span.links().forEach(link -> addLink(link, out));
    return out.build();
  }

  private static Span.Builder frame(PlannedSpan planned) {
    Span.Builder out =
        Span.newBuilder()
            .setTraceId(OtlpValues.id(planned.traceId()))
            .setSpanId(OtlpValues.id(planned.span().spanId()))
            .setFlags(OtlpValues.SAMPLED)
            .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
            .setName(planned.span().name())
            .setStartTimeUnixNano(OtlpValues.nanos(planned.start()))
            .setEndTimeUnixNano(OtlpValues.nanos(planned.end()));
    return planned.parentId() == null
        ? out
        : out.setParentSpanId(OtlpValues.id(planned.parentId()));
  }

  /** Everything people filter by is on every span, because backends search single spans. */
  private static OtlpAttributes attributes(PlannedSpan planned) {
    WorkSpan span = planned.span();
    OtlpAttributes attributes = new OtlpAttributes();
    attributes.text(TelemetryNames.ATTR_KIND, span.kind());
    attributes.text(TelemetryNames.ATTR_REF, span.id());
    attributes.text(TelemetryNames.ATTR_STATE, span.state());
    attributes.text(TelemetryNames.ATTR_ROOT, planned.root().id());
    attributes.text(TelemetryNames.ATTR_PARENT, planned.parentRef());
    attributes.texts(TelemetryNames.ATTR_FLAGS, span.flags());
    span.attributes().forEach(attributes::text);
    attributes.text(TelemetryNames.CORRELATION_ID, planned.traceId());
    for (WorkSpan.Link link : span.links()) {
      if (link.traceId() == null || link.spanId() == null) {
        attributes.text(TelemetryNames.ATTR_LINK + link.relation(), link.target());
      }
    }
    return attributes;
  }

  private static Span.Event event(WorkSpan.Moment moment) {
    Span.Event.Builder event =
        Span.Event.newBuilder()
            .setName(moment.name())
            .setTimeUnixNano(OtlpValues.nanos(moment.time()));
    if (moment.count() > 1) {
      OtlpAttributes attributes = new OtlpAttributes();
      attributes.count(TelemetryNames.ATTR_COUNT, moment.count());
      event.addAllAttributes(attributes.pairs());
    }
    return event.build();
  }

  private static void addLink(WorkSpan.Link link, Span.Builder out) {
    if (link.traceId() != null && link.spanId() != null) {
      out.addLinks(
          Span.Link.newBuilder()
              .setTraceId(OtlpValues.id(link.traceId()))
              .setSpanId(OtlpValues.id(link.spanId()))
              .setFlags(OtlpValues.SAMPLED)
              .addAttributes(OtlpValues.pair(TelemetryNames.ATTR_RELATION, link.relation()))
              .addAttributes(OtlpValues.pair(TelemetryNames.ATTR_TARGET, link.target())));
    }
  }
}
