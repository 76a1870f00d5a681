package dev.intentobserve.app;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.telemetry.JvmMeterFilter;
import dev.intentobserve.app.telemetry.MicrometerMeters;
import dev.intentobserve.app.telemetry.SelfTracing;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.TimingSliCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vert.x with metrics, and with spans about this service where configured. */
final class VertxRuntime implements AutoCloseable {
  private static final int SERIES_PER_METRIC = 1000;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final TimingSliCounter timings = new TimingSliCounter();
  private final Meters meters = new MicrometerMeters(registry, SERIES_PER_METRIC, timings);
  private final @Nullable OpenTelemetrySdk tracing;
  private final Vertx vertx;

  VertxRuntime(AppConfig config, Map<String, String> environment) {
    JvmMeterFilter.configure(registry);
    tracing = config.traceSelf() ? SelfTracing.open(environment) : null;
    VertxBuilder builder =
        Vertx.builder().with(options()).withMetrics(new MicrometerMetricsFactory(registry));
    if (tracing != null) {
      builder.withTracer(new OpenTelemetryTracingFactory(tracing));
    }
    vertx = builder.build();
  }

  /**
   * Without metrics of the bus: each reply has an address of its own, so labels would never end.
   */
  private static VertxOptions options() {
    return new VertxOptions()
        .setPreferNativeTransport(true)
        .setMetricsOptions(
            new MicrometerMetricsOptions()
                .setEnabled(true)
                .setJvmMetricsEnabled(true)
                .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
                .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER));
  }

  @Override
  public void close() throws Exception {
    Service.await(vertx.close(), CLOSE_LIMIT);
    if (tracing != null) {
      tracing.close();
    }
    registry.close();
  }

  Vertx vertx() {
    return vertx;
  }

  Meters meters() {
    return meters;
  }

  /** Durations given to {@link #meters}, counted for objectives; module metrics reads them. */
  TimingSliCounter timings() {
    return timings;
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }
}
