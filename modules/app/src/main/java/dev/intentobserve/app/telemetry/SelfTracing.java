package dev.intentobserve.app.telemetry;

import dev.intentobserve.app.config.ConfigException;
import dev.intentobserve.export.ExportConfig;
import dev.intentobserve.model.metric.TelemetryNames;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.Map;

/** Spans about this service, as opposed to those about the recorded work. */
public final class SelfTracing {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  private SelfTracing() {}

  /** To be closed last: other components may still end spans. */
  public static OpenTelemetrySdk open(Map<String, String> environment) {
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        TelemetryNames.SERVICE,
                        AttributeKey.stringKey("service.version"),
                        BuildInfo.version())));
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(
                BatchSpanProcessor.builder(new SpanSanitizer(exporter(environment))).build())
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(provider)
        .setPropagators(ContextPropagators.create(new TraceParentPropagator()))
        .build();
  }

  private static OtlpHttpSpanExporter exporter(Map<String, String> environment) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder().setEndpoint(endpoint(environment));
    ExportConfig.headers(environment).forEach(builder::addHeader);
    return builder.build();
  }

  private static String endpoint(Map<String, String> environment) {
    String base = environment.get(ENDPOINT);
    if (base == null || base.isBlank()) {
      throw new ConfigException(
          "otel.self: \"true\" needs " + ENDPOINT + ", the OTLP/HTTP address to send spans to.");
    }
    return (base.endsWith("/") ? base : base + "/") + "v1/traces";
  }
}
