package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.TelemetryNames;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics. Every item has exactly one data point, because destinations count data points.
 *
 * @param resource the resource attributes
 */
record MetricSignal(Map<String, String> resource) implements OtlpSignal<Metric> {
  @Override
  public String destination() {
    return TelemetryNames.EXPORT_METRICS;
  }

  @Override
  public String service() {
    return "opentelemetry.proto.collector.metrics.v1.MetricsService";
  }

  /** Rejected points need not be found: newer ones are sent soon. */
  @Override
  public boolean idempotent() {
    return false;
  }

  /** The metrics are sums over all scopes, so the resource has no scope. */
  @Override
  public MessageLite request(List<ExportItem<Metric>> items) {
    Map<String, Metric.Builder> metrics = new LinkedHashMap<>();
    items.forEach(
        item ->
            metrics.merge(
                item.message().getName(), item.message().toBuilder(), MetricSignal::join));
    ScopeMetrics.Builder ours = ScopeMetrics.newBuilder().setScope(OtlpValues.SCOPE);
    metrics.values().forEach(ours::addMetrics);
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(OtlpValues.resource(resource, Scope.DEFAULT))
                .addScopeMetrics(ours))
        .build();
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

  @Override
  public PartialSuccess answer(byte[] bytes) throws InvalidProtocolBufferException {
    var partial = ExportMetricsServiceResponse.parseFrom(bytes).getPartialSuccess();
    return new PartialSuccess(partial.getRejectedDataPoints(), partial.getErrorMessage());
  }
}
