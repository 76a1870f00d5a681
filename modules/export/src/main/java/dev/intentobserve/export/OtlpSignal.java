package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.model.metric.TelemetryNames;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The differences between traces, logs and metrics in OTLP.
 *
 * @param destination the name in metrics and logs; for traces and logs also the name of the cursor
 * @param service the full name of the gRPC service with the method {@code Export}
 * @param idempotent whether a record that is sent again is stored once, because of its ids
 * @param encoder of a request
 * @param decoder of the response to an accepted request
 */
record OtlpSignal<T extends MessageLite>(
    String destination,
    String service,
    boolean idempotent,
    Function<List<ExportItem<T>>, MessageLite> encoder,
    Decoder decoder) {

  /** Reads the response to an accepted request. */
  interface Decoder {
    PartialSuccess decode(byte[] bytes) throws InvalidProtocolBufferException;
  }

  /**
   * The rejected part of an accepted request.
   *
   * @param message the destination's own text
   */
  record PartialSuccess(long rejected, String message) {}

  static OtlpSignal<Span> traces(Map<String, String> resource) {
    return new OtlpSignal<>(
        TelemetryNames.EXPORT_TRACES,
        "opentelemetry.proto.collector.trace.v1.TraceService",
        true,
        items -> {
          var request = ExportTraceServiceRequest.newBuilder();
          byScope(
              items,
              resource,
              (owner, spans) ->
                  request
                      .addResourceSpansBuilder()
                      .setResource(owner)
                      .addScopeSpansBuilder()
                      .setScope(OtlpValues.SCOPE)
                      .addAllSpans(spans));
          return request.build();
        },
        bytes -> {
          var partial = ExportTraceServiceResponse.parseFrom(bytes).getPartialSuccess();
          return new PartialSuccess(partial.getRejectedSpans(), partial.getErrorMessage());
        });
  }

  static OtlpSignal<LogRecord> logs(Map<String, String> resource) {
    return new OtlpSignal<>(
        TelemetryNames.EXPORT_LOGS,
        "opentelemetry.proto.collector.logs.v1.LogsService",
        false,
        items -> {
          var request = ExportLogsServiceRequest.newBuilder();
          byScope(
              items,
              resource,
              (owner, records) ->
                  request
                      .addResourceLogsBuilder()
                      .setResource(owner)
                      .addScopeLogsBuilder()
                      .setScope(OtlpValues.SCOPE)
                      .addAllLogRecords(records));
          return request.build();
        },
        bytes -> {
          var partial = ExportLogsServiceResponse.parseFrom(bytes).getPartialSuccess();
          return new PartialSuccess(partial.getRejectedLogRecords(), partial.getErrorMessage());
        });
  }

  /**
   * Every item has exactly one data point, because destinations count data points. Rejected points
   * need not be found: newer ones are sent soon. All are sums over all scopes.
   */
  static OtlpSignal<Metric> metrics(Map<String, String> resource) {
    return new OtlpSignal<>(
        TelemetryNames.EXPORT_METRICS,
        "opentelemetry.proto.collector.metrics.v1.MetricsService",
        false,
        items -> {
          var request = ExportMetricsServiceRequest.newBuilder();
          byScope(
              items,
              resource,
              (owner, points) ->
                  request
                      .addResourceMetricsBuilder()
                      .setResource(owner)
                      .addScopeMetricsBuilder()
                      .setScope(OtlpValues.SCOPE)
                      .addAllMetrics(joined(points)));
          return request.build();
        },
        bytes -> {
          var partial = ExportMetricsServiceResponse.parseFrom(bytes).getPartialSuccess();
          return new PartialSuccess(partial.getRejectedDataPoints(), partial.getErrorMessage());
        });
  }

  MessageLite request(List<ExportItem<T>> items) {
    return encoder.apply(items);
  }

  PartialSuccess answer(byte[] bytes) throws InvalidProtocolBufferException {
    return decoder.decode(bytes);
  }

  /** Adds the records of each scope, in their order. */
  private static <T extends MessageLite> void byScope(
      List<ExportItem<T>> items, Map<String, String> resource, BiConsumer<Resource, List<T>> add) {
    items.stream()
        .collect(
            Collectors.groupingBy(
                ExportItem::scope,
                LinkedHashMap::new,
                Collectors.mapping(ExportItem::message, Collectors.toList())))
        .forEach((scope, records) -> add.accept(OtlpValues.resource(resource, scope), records));
  }

  /** One metric of each name, with all its points. */
  private static List<Metric> joined(List<Metric> points) {
    Map<String, Metric.Builder> metrics = new LinkedHashMap<>();
    points.forEach(point -> metrics.merge(point.getName(), point.toBuilder(), OtlpSignal::join));
    return metrics.values().stream().map(Metric.Builder::build).toList();
  }

  private static Metric.Builder join(Metric.Builder first, Metric.Builder next) {
    switch (next.getDataCase()) {
      case SUM -> first.getSumBuilder().addAllDataPoints(next.getSum().getDataPointsList());
      case GAUGE -> first.getGaugeBuilder().addAllDataPoints(next.getGauge().getDataPointsList());
      case HISTOGRAM ->
          first.getHistogramBuilder().addAllDataPoints(next.getHistogram().getDataPointsList());
      default -> throw new IllegalStateException("unexpected type: " + next.getDataCase());
    }
    return first;
  }
}
