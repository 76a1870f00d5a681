package dev.intentobserve.export;

import com.google.protobuf.ByteString;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.TelemetryNames;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/** Small OTLP values that all signals use. */
final class OtlpValues {
  static final InstrumentationScope SCOPE =
      InstrumentationScope.newBuilder().setName(TelemetryNames.SERVICE).build();

  /** The W3C flag "sampled"; all traces are. */
  static final int SAMPLED = 1;

  private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000_000 - 1;

  private OtlpValues() {}

  static KeyValue pair(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static KeyValue pair(String key, String value) {
    return pair(key, text(value));
  }

  static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  static AnyValue texts(Collection<String> values) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    values.forEach(value -> array.addValues(text(value)));
    return AnyValue.newBuilder().setArrayValue(array).build();
  }

  static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  /** Nanoseconds since 1970; times outside the range become its nearest end. */
  static long nanos(Instant time) {
    if (time.getEpochSecond() < 0) {
      return 0;
    }
    return time.getEpochSecond() > LAST_SECOND
        ? Long.MAX_VALUE
        : time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  /** With tenant and project unless they are the default. */
  static Resource resource(Map<String, String> attributes, Scope scope) {
    Resource.Builder resource = Resource.newBuilder();
    attributes.forEach((key, value) -> resource.addAttributes(pair(key, value)));
    if (!scope.equals(Scope.DEFAULT)) {
      resource.addAttributes(pair(TelemetryNames.ATTR_TENANT, scope.tenant()));
      resource.addAttributes(pair(TelemetryNames.ATTR_PROJECT, scope.project()));
    }
    return resource.build();
  }
}
