package dev.intentobserve.export;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.trace.Placement;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import org.jspecify.annotations.Nullable;

/** Maps an event to a log record. */
final class LogMapper {
  private LogMapper() {}

  static LogRecord map(StoredEvent stored, Placement placement) {
    WorkEvent event = stored.event();
    boolean isError = EventCatalog.standard().type(event.type()).failure();
    LogRecord.Builder record =
        LogRecord.newBuilder()
            .setTimeUnixNano(OtlpValues.nanos(event.eventTime()))
            .setObservedTimeUnixNano(OtlpValues.nanos(stored.receivedTime()))
            .setSeverityNumber(
                isError
                    ? SeverityNumber.SEVERITY_NUMBER_ERROR
                    : SeverityNumber.SEVERITY_NUMBER_INFO)
            .setSeverityText(isError ? "ERROR" : "INFO")
            .setBody(OtlpValues.text(event.body().text()));
    placement
        .trace()
        .ifPresent(
            in ->
                record
                    .setTraceId(OtlpValues.id(in.traceId()))
                    .setSpanId(OtlpValues.id(in.spanId()))
                    .setFlags(OtlpValues.SAMPLED));
    return attributes(event, correlation(event, placement), record).build();
  }

  private static LogRecord.Builder attributes(
      WorkEvent event, String correlation, LogRecord.Builder record) {
    OtlpAttributes attributes = new OtlpAttributes();
    attributes.text(TelemetryNames.CORRELATION_ID, correlation);
    attributes.text(TelemetryNames.ATTR_EVENT_TYPE, event.type());
    attributes.text(TelemetryNames.ATTR_EVENT_ID, event.eventId());
    attributes.text(TelemetryNames.ATTR_SOURCE, event.source());
    attributes.text(TelemetryNames.ATTR_ACTOR, event.actor());
    entity(event.entity(), attributes);
    attributes.texts(
        TelemetryNames.ATTR_FLAGS, event.flags().stream().map(EventFlag::code).sorted().toList());
    attributes.text(TelemetryNames.ERROR_CODE, event.data().text("error_code").orElse(null));
    attributes.data(event.data());
    return record
        .addAllAttributes(attributes.pairs())
        .setDroppedAttributesCount(attributes.dropped());
  }

  private static void entity(@Nullable EntityKey entity, OtlpAttributes attributes) {
    if (entity != null) {
      attributes.text(TelemetryNames.ATTR_KIND, entity.kind().code());
      attributes.text(TelemetryNames.ATTR_REF, entity.id());
    }
  }

  /** The emitter's correlation id, else the trace id, else the event id. */
  private static String correlation(WorkEvent event, Placement placement) {
    return event
        .data()
        .text(TelemetryNames.CORRELATION_ID)
        .or(() -> placement.trace().map(Placement.InTrace::traceId))
        .orElse(event.eventId());
  }
}
