package dev.intentobserve.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpanSanitizerTest {
  private static final String CANARY = "Zk7canary9Qz";
  private static final Map<String, String> HEADERS =
      Map.of(
          "traceparent",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "tracestate",
          "vendor=" + CANARY);

  private static final class MapGetter implements TextMapGetter<Map<String, String>> {
    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }

  private static final class Kept implements SpanExporter {
    private final List<SpanData> spans = new ArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> exported) {
      spans.addAll(exported);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  @Test
  void whatStrangersSent_isNotSentOn() {
    Kept kept = new Kept();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new SpanSanitizer(kept)))
            .build()) {
      Context stranger =
          new TraceParentPropagator().extract(Context.root(), HEADERS, new MapGetter());
      Span span =
          provider
              .get("test")
              .spanBuilder("GET /x?token=" + CANARY)
              .setParent(stranger)
              .setSpanKind(SpanKind.SERVER)
              .startSpan();
      span.setAttribute("url.full", "http://h/x?q=" + CANARY);
      span.setAttribute("url.query", "q=" + CANARY);
      span.setAttribute("http.target", "/x?q=" + CANARY);
      span.setAttribute("message", "password is " + CANARY);
      span.setAttribute("http.status_code", 200);
      span.setStatus(StatusCode.ERROR, "token=" + CANARY);
      span.recordException(new IllegalStateException("password=" + CANARY));
      span.end();
    }
    assertThat(kept.spans).hasSize(1);
    SpanData sent = kept.spans.getFirst();
    String all =
        sent.getName()
            + sent.getAttributes()
            + sent.getStatus()
            + sent.getEvents()
            + sent.getSpanContext()
            + sent.getParentSpanContext();
    assertThat(all).doesNotContain(CANARY).contains("http://h/x", "http.status_code");
    assertThat(sent.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
  }

  @Test
  void traceState_isNeitherTakenInNorHandedOn() {
    TraceParentPropagator propagator = new TraceParentPropagator();
    Context context = propagator.extract(Context.root(), HEADERS, new MapGetter());
    Map<String, String> sent = new HashMap<>();
    propagator.inject(context, sent, (to, key, value) -> sent.put(key, value));
    assertThat(sent).containsOnlyKeys("traceparent");
    assertThat(propagator.fields()).containsExactly("traceparent");
  }
}
