package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.model.metric.TelemetryNames;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.List;
import java.util.Map;

/**
 * Log records.
 *
 * @param resource the resource attributes
 */
record LogSignal(Map<String, String> resource) implements OtlpSignal<LogRecord> {
  @Override
  public String destination() {
    return TelemetryNames.EXPORT_LOGS;
  }

  @Override
  public String service() {
    return "opentelemetry.proto.collector.logs.v1.LogsService";
  }

  @Override
  public boolean idempotent() {
    return false;
  }

  @Override
  public MessageLite request(List<ExportItem<LogRecord>> items) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    OtlpSignal.byScope(items)
        .forEach(
            (scope, records) ->
                request.addResourceLogs(
                    ResourceLogs.newBuilder()
                        .setResource(OtlpValues.resource(resource, scope))
                        .addScopeLogs(
                            ScopeLogs.newBuilder()
                                .setScope(OtlpValues.SCOPE)
                                .addAllLogRecords(records))));
    return request.build();
  }

  @Override
  public PartialSuccess answer(byte[] bytes) throws InvalidProtocolBufferException {
    var partial = ExportLogsServiceResponse.parseFrom(bytes).getPartialSuccess();
    return new PartialSuccess(partial.getRejectedLogRecords(), partial.getErrorMessage());
  }
}
