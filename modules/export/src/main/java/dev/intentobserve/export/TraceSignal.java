package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.model.metric.TelemetryNames;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;

/**
 * Spans.
 *
 * @param resource the resource attributes
 */
record TraceSignal(Map<String, String> resource) implements OtlpSignal<Span> {
  @Override
  public String destination() {
    return TelemetryNames.EXPORT_TRACES;
  }

  @Override
  public String service() {
    return "opentelemetry.proto.collector.trace.v1.TraceService";
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public MessageLite request(List<ExportItem<Span>> items) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    OtlpSignal.byScope(items)
        .forEach(
            (scope, spans) ->
                request.addResourceSpans(
                    ResourceSpans.newBuilder()
                        .setResource(OtlpValues.resource(resource, scope))
                        .addScopeSpans(
                            ScopeSpans.newBuilder()
                                .setScope(OtlpValues.SCOPE)
                                .addAllSpans(spans))));
    return request.build();
  }

  @Override
  public PartialSuccess answer(byte[] bytes) throws InvalidProtocolBufferException {
    var partial = ExportTraceServiceResponse.parseFrom(bytes).getPartialSuccess();
    return new PartialSuccess(partial.getRejectedSpans(), partial.getErrorMessage());
  }
}
