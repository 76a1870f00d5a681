package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.event.Names;
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
 * @param resource the attributes they are sent under
 */
record LogSignal(Map<String, String> resource) implements Signal<LogRecord> {
  @Override
  public String destination() {
    return Names.EXPORT_LOGS;
  }

  @Override
  public String service() {
    return "opentelemetry.proto.collector.logs.v1.LogsService";
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public MessageLite request(List<Item<LogRecord>> items) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    Signal.byScope(items)
        .forEach(
            (scope, records) ->
                request.addResourceLogs(
                    ResourceLogs.newBuilder()
                        .setResource(Protos.resource(resource, scope))
                        .addScopeLogs(
                            ScopeLogs.newBuilder()
                                .setScope(Protos.SCOPE)
                                .addAllLogRecords(records))));
    return request.build();
  }

  @Override
  public PartialSuccess answer(byte[] bytes) throws InvalidProtocolBufferException {
    var partial = ExportLogsServiceResponse.parseFrom(bytes).getPartialSuccess();
    return new PartialSuccess(partial.getRejectedLogRecords(), partial.getErrorMessage());
  }
}
