package dev.intentobserve.api.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.api.MetricFixtures;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceParserTest {
  private static final Instant NOON = EventFixtures.NOON;

  @Test
  void everyField_isTaken() {
    assertThat(
            read(
                """
                {"matchers":{"severity":"critical","intent":"INT-7"},"reason":"moving",
                 "author":"mira","starts":"2026-03-11T00:00:00Z","ends":"2026-03-12"}
                """))
        .isEqualTo(
            new Silence(
                0,
                MetricFixtures.labels("severity", "critical", "intent", "INT-7"),
                "mira",
                "moving",
                Instant.parse("2026-03-11T00:00:00Z"),
                Instant.parse("2026-03-12T00:00:00Z"),
                null));
  }

  @Test
  void whatIsLeftOut_isNowAndWhoAsks() {
    Silence silence = read("{\"matchers\":{\"rule\":\"x\"},\"reason\":\"r\",\"duration\":\"90d\"}");

    assertThat(silence.starts()).isEqualTo(NOON);
    assertThat(silence.ends()).isEqualTo(Instant.parse("2026-06-08T12:00:00Z"));
    assertThat(silence.author()).isEqualTo("key-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'x':1 | 'x' is no field; known are author, duration, ends, matchers, reason, starts.",
        "'matchers':{} | matchers must name at least one label and the value it has.",
        "'matchers':null | matchers must name at least one label and the value it has.",
        "'matchers':['a'] | matchers must name at least one label and the value it has.",
        "'matchers':{'rule':7} | matchers.rule must be a string.",
        "'matchers':{'rule':null} | matchers.rule must be a string.",
        "'matchers':{'a b':'c'} | matchers must name labels, not 'a b'.",
        "'matchers':{'alertname':'c'} | matchers.alertname is called rule here.",
        "'matchers':{'severity':'bad'} | matchers.severity must be one of [info, warning, critical].",
        "'matchers':{'a':'\\u0000'} | matchers.a must not contain control or invisible characters.",
        "'reason':'' | reason is required.",
        "'reason':7 | reason must be a string.",
        "'reason':'\\ud800' | reason must not contain control or invisible characters.",
        "'ends':null | ends or duration is required, and not both: a silence must have an end.",
        "'duration':'1h' | ends or duration is required, and not both: a silence must have an end.",
        "'ends':'soon' | ends must be a time such as 2026-03-01T12:00:00Z.",
        "'ends':'2h' | ends must be a time such as 2026-03-01T12:00:00Z.",
        "'ends':'2026-03-10T12:00:00Z' | ends must give a time after starts.",
        "'starts':'2026-03-01','ends':'2026-03-02' | ends must give a time after now.",
        "'ends':'2026-06-08T12:00:00.000001Z' | ends must be at most 90 days after starts.",
        "'ends':null,'duration':'0s' | duration must give a time after starts.",
        "'ends':null,'duration':'91d' | duration must be such as 2h or P1D, and at most 90 days.",
        "'ends':null,'duration':'forever' | duration must be such as 2h or P1D, and at most 90 days."
      })
  void wrongField_isNamed(String field, String message) {
    JsonObject body =
        new JsonObject("{\"matchers\":{\"rule\":\"x\"},\"reason\":\"r\",\"ends\":\"2026-03-11\"}");
    body.mergeIn(new JsonObject("{" + field.replace('\'', '"') + "}"));

    assertThatThrownBy(() -> new SilenceParser(body, NOON).read("key-1"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("invalid_field"))
        .hasMessage(message);
  }

  private static Silence read(String body) {
    return new SilenceParser(new JsonObject(body), NOON).read("key-1");
  }
}
