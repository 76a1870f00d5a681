package dev.intentobserve.app.telemetry;

import dev.intentobserve.parser.redact.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/**
 * Spans about this service contain what clients sent: URLs with their queries, messages of errors.
 * Removes queries, secrets and {@code tracestate} before spans are exported.
 */
record SpanSanitizer(SpanExporter exporter) implements SpanExporter {
  private static final String QUERY = "url.query";

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return exporter.export(spans.stream().<SpanData>map(Clean::new).toList());
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private static final class Clean extends DelegatingSpanData {
    Clean(SpanData span) {
      super(span);
    }

    @Override
    public String getName() {
      return Redactor.redact(super.getName());
    }

    @Override
    public SpanContext getSpanContext() {
      return withoutState(super.getSpanContext());
    }

    @Override
    public SpanContext getParentSpanContext() {
      return withoutState(super.getParentSpanContext());
    }

    @Override
    public Attributes getAttributes() {
      return attributes(super.getAttributes());
    }

    @Override
    public StatusData getStatus() {
      StatusData status = super.getStatus();
      return StatusData.create(status.getStatusCode(), Redactor.redact(status.getDescription()));
    }

    @Override
    public List<EventData> getEvents() {
      return super.getEvents().stream().map(Clean::event).toList();
    }

    private static EventData event(EventData event) {
      return EventData.create(
          event.getEpochNanos(),
          Redactor.redact(event.getName()),
          attributes(event.getAttributes()),
          event.getTotalAttributeCount());
    }

    private static SpanContext withoutState(SpanContext context) {
      return SpanContext.create(
          context.getTraceId(),
          context.getSpanId(),
          context.getTraceFlags(),
          TraceState.getDefault());
    }

    private static Attributes attributes(Attributes all) {
      AttributesBuilder clean = all.toBuilder().removeIf(key -> key.getKey().equals(QUERY));
      all.forEach(
          (key, value) -> {
            if (key.getType() == AttributeType.STRING && !key.getKey().equals(QUERY)) {
              String kept = isAddress(key) ? withoutQuery((String) value) : (String) value;
              clean.put(key.getKey(), Redactor.redact(kept));
            }
          });
      return clean.build();
    }

    private static boolean isAddress(AttributeKey<?> key) {
      return key.getKey().startsWith("url.") || key.getKey().startsWith("http.");
    }

    private static String withoutQuery(String address) {
      int query = address.indexOf('?');
      return query < 0 ? address : address.substring(0, query);
    }
  }
}
