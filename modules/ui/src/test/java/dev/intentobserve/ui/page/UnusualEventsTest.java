package dev.intentobserve.ui.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.ui.UiTestServer;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiJsonReader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An unusual event in a list is shown, and so are the others. */
class UnusualEventsTest {
  private static final String HEAD =
      """
      "event_id":"%s","seq":4,"type":"signal.created","source":"git-hook","receiver":"http",
      "entity":{"kind":"signal","id":"SIG-7"},"event_time":"2026-03-10T11:00:00Z",
      "received_time":"2026-03-10T12:00:01Z","trace_id":null,"title":null,"actor":null,"flags":[]""";

  @AutoClose private final UiTestServer http = new UiTestServer();

  static List<String> unusualBodies() {
    return List.of(
        "{\"n\":" + "9".repeat(20_000) + "}",
        "{\"n\":-0." + "1".repeat(20_000) + "e-" + "7".repeat(2_000) + "}",
        "{\"n\":1e999999999}",
        "{\"" + "k".repeat(64 << 10) + "\":1}",
        "{\"t\":\"" + "x".repeat(1 << 20) + "\"}",
        "{\"d\":" + "[".repeat(250) + "]".repeat(250) + "}",
        "{\"k\":1,\"k\":{},\"\":null,\"__proto__\":[],\"items\":[]}",
        "{\"s\":\"\\ud800 \\u0000 \\u202e\"}");
  }

  @ParameterizedTest
  @MethodSource("unusualBodies")
  void list_showsAllEvents(String body) throws Exception {
    http.api(
        "/api/v1/events",
        "{\"items\":[{%s,\"body\":%s},{%s,\"body\":{\"plain\":1}}],\"next_cursor\":null}"
            .formatted(HEAD.formatted("odd"), body, HEAD.formatted("plain")));

    assertThat(http.get("/events").statusCode()).isEqualTo(200);
    assertThat(http.page("/events")).contains("href=\"/events/odd\"", "href=\"/events/plain\"");
    assertThat(http.page("/events?bodies=yes"))
        .contains(escaped(body.substring(0, Math.min(200, body.length()))))
        .contains("{&quot;plain&quot;:1}");
  }

  @ParameterizedTest
  @MethodSource("unusualBodies")
  void event_showsWhatWasReceived(String body) throws Exception {
    http.api(
        "/api/v1/events/odd",
        "{%1$s,\"body\":%2$s,\"received\":{\"bytes\":1,\"body\":%2$s},\"understood\":{\"data\":%2$s}}"
            .formatted(HEAD.formatted("odd"), body));

    assertThat(http.get("/events/odd").statusCode()).isEqualTo(200);
    assertThat(http.page("/events/odd"))
        .contains(escaped(body.substring(0, Math.min(200, body.length()))));
  }

  @Test
  void numbers_areReadWithoutLossOrStayText() throws Exception {
    JsonObject read =
        object(
            "{\"a\":-123456789012345678,\"b\":12345678901234567890,\"c\":-1.7976931348623157E308,"
                + "\"d\":0.1000000000000000055511151231257827,\"e\":true,\"f\":[null]}");
    assertThat(read.getLong("a")).isEqualTo(-123456789012345678L);
    assertThat(read.getString("b")).isEqualTo("12345678901234567890");
    assertThat(read.getDouble("c")).isEqualTo(-Double.MAX_VALUE);
    assertThat(read.getString("d")).isEqualTo("0.1000000000000000055511151231257827");
    assertThat(read.getBoolean("e")).isTrue();
    assertThat(read.getJsonArray("f").getValue(0)).isNull();
  }

  @Test
  void anythingButOneObject_isAnError() {
    for (String text : List.of("", "[]", "{} {}", "{\"a\":", "{\"a\":[1", "<html>", "null")) {
      assertThatThrownBy(() -> object(text)).as(text).isInstanceOf(IOException.class);
    }
  }

  private static JsonObject object(String json) throws IOException {
    return ApiJsonReader.object(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return Html.of((out, none) -> out.writeUserContent(text)).toString();
  }
}
