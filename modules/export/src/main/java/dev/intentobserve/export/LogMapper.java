package dev.intentobserve.export;

import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the log record of an event. */
final class LogMapper {
  private static final Set<String> ALARMING =
      Set.of("system.error", "execution.escalated", "signal.circuit_break");

  private LogMapper() {}

  static LogRecord map(Stored stored, Placement placement) {
    WorkEvent event = stored.event();
    boolean alarming = alarming(event.type());
    LogRecord.Builder record =
        LogRecord.newBuilder()
            .setTimeUnixNano(Protos.nanos(event.eventTime()))
            .setObservedTimeUnixNano(Protos.nanos(stored.receivedTime()))
            .setSeverityNumber(
                alarming
                    ? SeverityNumber.SEVERITY_NUMBER_ERROR
                    : SeverityNumber.SEVERITY_NUMBER_INFO)
            .setSeverityText(alarming ? "ERROR" : "INFO")
            .setBody(Protos.text(event.body().text()));
    switch (placement) {
      case Placement.Orphan orphan -> {}
      case Placement.Provisional in -> place(record, in.traceId(), in.spanId());
      case Placement.InTrace in -> place(record, in.traceId(), in.spanId());
    }
    return attributes(event, correlation(event, placement), record).build();
  }

  private static void place(LogRecord.Builder record, String traceId, String spanId) {
    record.setTraceId(Protos.id(traceId)).setSpanId(Protos.id(spanId)).setFlags(Protos.SAMPLED);
  }

  private static LogRecord.Builder attributes(
      WorkEvent event, String correlation, LogRecord.Builder record) {
    Attributes attributes = new Attributes();
    attributes.text(Names.CORRELATION_ID, correlation);
    attributes.text(Names.ATTR_EVENT_TYPE, event.type());
    attributes.text(Names.ATTR_EVENT_ID, event.eventId());
    attributes.text(Names.ATTR_SOURCE, event.source());
    attributes.text(Names.ATTR_ACTOR, event.actor());
    entity(event.entity(), attributes);
    attributes.texts(
        Names.ATTR_FLAGS, event.flags().stream().map(EventFlag::code).sorted().toList());
    attributes.text(Names.ERROR_CODE, event.data().text("error_code").orElse(null));
    attributes.data(event.data());
    return record
        .addAllAttributes(attributes.pairs())
        .setDroppedAttributesCount(attributes.dropped());
  }

  private static void entity(@Nullable EntityKey entity, Attributes attributes) {
    if (entity != null) {
      attributes.text(Names.ATTR_KIND, entity.kind().code());
      attributes.text(Names.ATTR_REF, entity.id());
    }
  }

  /** What the emitter gave, else what the event belongs to, else the event itself. */
  private static String correlation(WorkEvent event, Placement placement) {
    String standIn =
        switch (placement) {
          case Placement.Orphan orphan -> event.eventId();
          case Placement.Provisional in -> in.traceId();
          case Placement.InTrace in -> in.traceId();
        };
    return event.data().text(Names.CORRELATION_ID).orElse(standIn);
  }

  private static boolean alarming(String type) {
    return type.endsWith(".failed") || ALARMING.contains(type);
  }
}
