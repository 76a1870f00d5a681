package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.event.Names;
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
 * @param resource the attributes they are sent under
 */
record TraceSignal(Map<String, String> resource) implements Signal<Span> {
  @Override
  public String destination() {
    return Names.EXPORT_TRACES;
  }

  @Override
  public String service() {
    return "opentelemetry.proto.collector.trace.v1.TraceService";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public MessageLite request(List<Item<Span>> items) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    Signal.byScope(items)
        .forEach(
            (scope, spans) ->
                request.addResourceSpans(
                    ResourceSpans.newBuilder()
                        .setResource(Protos.resource(resource, scope))
                        .addScopeSpans(
                            ScopeSpans.newBuilder().setScope(Protos.SCOPE).addAllSpans(spans))));
    return request.build();
  }

  @Override
  public PartialSuccess answer(byte[] bytes) throws InvalidProtocolBufferException {
    var partial = ExportTraceServiceResponse.parseFrom(bytes).getPartialSuccess();
    return new PartialSuccess(partial.getRejectedSpans(), partial.getErrorMessage());
  }
}
