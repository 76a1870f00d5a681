package dev.intentobserve.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.WorkEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudEventsHttpBindingTest {
  private static final Map<String, String> HEADERS =
      Map.of(
          "ce-specversion", "1.0",
          "ce-type", "signal.created",
          "ce-source", "/caf%C3%A9",
          "ce-id", "1",
          "ce-subject", "100%",
          "content-type", "application/json; charset=utf-8",
          "host", "example.org");

  private static String structured(Map<String, String> headers, String body) {
    return new String(CloudEventsHttpBinding.structured(headers, body.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void jsonBody_isEmbeddedByteForByte() {
    assertThat(structured(HEADERS, "{ \"title\": 1.0 }"))
        .isEqualTo(
            "{\"data\":{ \"title\": 1.0 },"
                + "\"datacontenttype\":\"application/json; charset=utf-8\",\"id\":\"1\","
                + "\"source\":\"/café\",\"specversion\":\"1.0\",\"subject\":\"100%\","
                + "\"type\":\"signal.created\"}");
  }

  @Test
  void embeddedEvent_isParsed() {
    WorkEvent event = ParserFixtures.event(structured(HEADERS, "{\"title\":\"T\"}"));
    assertThat(event.eventId()).isEqualTo("/café#1");
    assertThat(event.title()).isEqualTo("T");
  }

  @Test
  void otherBody_isBase64() {
    assertThat(structured(Map.of("content-type", "text/plain", "ce-id", "1"), "hi"))
        .isEqualTo("{\"data_base64\":\"aGk=\",\"datacontenttype\":\"text/plain\",\"id\":\"1\"}");
    assertThat(structured(Map.of("content-type", "application/x+json"), "[]"))
        .startsWith("{\"data\":[],");
    assertThat(structured(Map.of(), "7")).isEqualTo("{\"data\":7}");
    assertThat(structured(Map.of("ce-id", "\"\\"), "")).isEqualTo("{\"id\":\"\\\"\\\\\"}");
  }

  @Test
  void attributesInTheBody_loseAgainstHeaders() {
    WorkEvent event = ParserFixtures.event(structured(HEADERS, "{},\"id\":\"2\""));
    assertThat(event.eventId()).isEqualTo("/café#1");
  }

  @Test
  void brokenJsonBody_isRefusedAsSuch() {
    assertThat(ParserFixtures.refused(structured(HEADERS, "{\"a\":")).reason())
        .isEqualTo(Refusal.MALFORMED_JSON);
  }
}
