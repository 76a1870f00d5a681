package dev.intentobserve.api.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/** What Zipkin's published v2 description asks of a trace, and its readers besides. */
final class ZipkinSpanAssertions {
  private static final Set<String> FIELDS =
      Set.of(
          "traceId",
          "id",
          "parentId",
          "name",
          "kind",
          "timestamp",
          "duration",
          "localEndpoint",
          "remoteEndpoint",
          "annotations",
          "tags",
          "shared",
          "debug");

  private ZipkinSpanAssertions() {}

  /** One root, no missing parent, and every span as the description has it. */
  static void requireTrace(JsonArray trace) {
    Set<String> ids = new HashSet<>();
    int roots = 0;
    for (int i = 0; i < trace.size(); i++) {
      JsonObject span = trace.getJsonObject(i);
      requireSpan(span);
      assertThat(ids.add(span.getString("id"))).isTrue();
      roots += span.containsKey("parentId") ? 0 : 1;
      assertThat(span.getString("traceId")).isEqualTo(trace.getJsonObject(0).getString("traceId"));
    }
    assertThat(roots).isEqualTo(1);
    for (int i = 0; i < trace.size(); i++) {
      String parent = trace.getJsonObject(i).getString("parentId");
      assertThat(parent == null || ids.contains(parent)).isTrue();
    }
  }

  private static void requireSpan(JsonObject span) {
    assertThat(FIELDS).containsAll(span.fieldNames());
    assertThat(span.getMap().values()).doesNotContainNull();
    assertThat(span.getString("traceId")).matches("[a-f0-9]{16}([a-f0-9]{16})?");
    assertThat(span.getString("id")).matches("[a-f0-9]{16}");
    assertThat(span.getString("parentId", span.getString("id"))).matches("[a-f0-9]{16}");
    assertThat(span.getString("name")).isLowerCase();
    assertThat(span.getLong("timestamp", 1L)).isPositive();
    assertThat(span.getLong("duration", 1L)).isPositive();
    assertThat(span.getJsonObject("localEndpoint").getString("serviceName")).isLowerCase();
    span.getJsonObject("tags")
        .forEach(tag -> assertThat(tag.getValue()).isInstanceOf(String.class));
    JsonArray annotations = span.getJsonArray("annotations");
    for (int i = 0; i < annotations.size(); i++) {
      assertThat(annotations.getJsonObject(i).fieldNames())
          .containsExactlyInAnyOrder("timestamp", "value");
      assertThat(annotations.getJsonObject(i).getLong("timestamp")).isPositive();
      assertThat(annotations.getJsonObject(i).getString("value")).isNotEmpty();
    }
  }
}
