package dev.intentobserve.app.telemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context without {@code tracestate}: it holds arbitrary text of other systems, which
 * would be passed on to every system this service calls.
 */
final class TraceParentPropagator implements TextMapPropagator {
  private static final String PARENT = "traceparent";

  private final TextMapPropagator whole = W3CTraceContextPropagator.getInstance();

  @Override
  public Collection<String> fields() {
    return List.of(PARENT);
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    whole.inject(
        context,
        carrier,
        (to, key, value) -> {
          if (key.equals(PARENT)) {
            setter.set(to, key, value);
          }
        });
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    return whole.extract(context, carrier, new ParentGetter<>(getter));
  }

  private record ParentGetter<C>(TextMapGetter<C> getter) implements TextMapGetter<C> {
    @Override
    public Iterable<String> keys(C carrier) {
      return List.of(PARENT);
    }

    @Override
    public @Nullable String get(@Nullable C carrier, String key) {
      return key.equals(PARENT) ? getter.get(carrier, key) : null;
    }
  }
}
