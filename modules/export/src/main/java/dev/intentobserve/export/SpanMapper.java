package dev.intentobserve.export;

import dev.intentobserve.event.Names;
import dev.intentobserve.event.WorkSpan;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

/** Makes the OTLP span of a planned one. */
final class SpanMapper {
  private static final String FAILED = "failed";

  private SpanMapper() {}

  static Span map(PlannedSpan planned) {
    WorkSpan span = planned.span();
    Attributes attributes = attributes(planned);
    Span.Builder out =
        frame(planned)
            .addAllAttributes(attributes.pairs())
            .setDroppedAttributesCount(attributes.dropped());
    if (span.state().equals(FAILED)) {
      out.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    span.events().forEach(moment -> out.addEvents(event(moment)));
    span.links().forEach(link -> addLink(link, out));
    return out.build();
  }

  private static Span.Builder frame(PlannedSpan planned) {
    Span.Builder out =
        Span.newBuilder()
            .setTraceId(Protos.id(planned.traceId()))
            .setSpanId(Protos.id(planned.span().spanId()))
            .setFlags(Protos.SAMPLED)
            .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
            .setName(planned.span().name())
            .setStartTimeUnixNano(Protos.nanos(planned.start()))
            .setEndTimeUnixNano(Protos.nanos(planned.end()));
    return planned.parentId() == null ? out : out.setParentSpanId(Protos.id(planned.parentId()));
  }

  /** What people filter by stands on every span: a backend searches each fragment on its own. */
  private static Attributes attributes(PlannedSpan planned) {
    WorkSpan span = planned.span();
    Attributes attributes = new Attributes();
    attributes.text(Names.ATTR_KIND, span.kind());
    attributes.text(Names.ATTR_REF, span.id());
    attributes.text(Names.ATTR_STATE, span.state());
    attributes.text(Names.ATTR_ROOT, planned.root().id());
    attributes.text(Names.ATTR_PARENT, planned.parentRef());
    attributes.texts(Names.ATTR_FLAGS, span.flags());
    span.attributes().forEach(attributes::text);
    attributes.text(Names.CORRELATION_ID, planned.traceId());
    for (WorkSpan.Link link : span.links()) {
      if (link.traceId() == null || link.spanId() == null) {
        attributes.text(Names.ATTR_LINK + link.relation(), link.target());
      }
    }
    return attributes;
  }

  private static Span.Event event(WorkSpan.Moment moment) {
    Span.Event.Builder event =
        Span.Event.newBuilder().setName(moment.name()).setTimeUnixNano(Protos.nanos(moment.time()));
    if (moment.count() > 1) {
      Attributes attributes = new Attributes();
      attributes.count(Names.ATTR_COUNT, moment.count());
      event.addAllAttributes(attributes.pairs());
    }
    return event.build();
  }

  private static void addLink(WorkSpan.Link link, Span.Builder out) {
    if (link.traceId() != null && link.spanId() != null) {
      out.addLinks(
          Span.Link.newBuilder()
              .setTraceId(Protos.id(link.traceId()))
              .setSpanId(Protos.id(link.spanId()))
              .setFlags(Protos.SAMPLED)
              .addAttributes(Protos.pair(Names.ATTR_RELATION, link.relation()))
              .addAttributes(Protos.pair(Names.ATTR_TARGET, link.target())));
    }
  }
}
