package dev.intentobserve.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void numbers_keepTheCharactersTheyWereWrittenWith() {
    assertThat(new Json.Items(List.of(new Json.Num("1e999999"), new Json.Num("-0"))).encode())
        .isEqualTo("[1e999999,-0]");
  }

  @Test
  void nonFiniteNumbers_leaveAsText() {
    assertThat(new Json.Items(List.of(new Json.Num("NaN"), new Json.Num("-Infinity"))).encode())
        .isEqualTo("[\"NaN\",\"-Infinity\"]");
  }

  @Test
  void controlCharactersAndLoneSurrogates_areEscaped() {
    assertThat(Json.of("a\u0000\n\"\\\ud800b\ud83d\ude00\udc00").encode())
        .isEqualTo("\"a\\u0000\\n\\\"\\\\\\ud800b\ud83d\ude00\\udc00\"");
  }

  @Test
  void builtObject_staysWhenItsBuilderGoesOn() {
    Json.Builder builder = Json.object().put("a", 1);
    Json.Fields first = builder.build();
    Json.Fields second = builder.put("b", 2).build();

    assertThat(first.encode()).isEqualTo("{\"a\":1}");
    assertThat(second.encode()).isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(second.without(Set.of("a", "x")).encode()).isEqualTo("{\"b\":2}");
  }

  @Test
  void fields_keepTheirOrder() {
    Json.Fields fields =
        Json.object()
            .put("z", 1)
            .put("a", true)
            .put("t", Instant.parse("2026-03-01T00:00:00Z"))
            .put("n", (String) null)
            .put("list", List.of(Json.of("x")))
            .build();

    assertThat(fields.encode())
        .isEqualTo(
            "{\"z\":1,\"a\":true,\"t\":\"2026-03-01T00:00:00Z\",\"n\":null,\"list\":[\"x\"]}");
    assertThat(fields.text("a")).contains("true");
    assertThat(fields.text("n")).isEmpty();
    assertThat(fields.texts("list")).containsExactly("x");
    assertThat(fields.fields("absent").values()).isEmpty();
  }
}
