package dev.intentobserve.parser.dialect;

import static dev.intentobserve.parser.ParserFixtures.NOON;
import static dev.intentobserve.parser.ParserFixtures.event;
import static dev.intentobserve.parser.ParserFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.WorkEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeParserTest {

  @ParameterizedTest(name = "{0} is {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "'2026-03-01T10:20:30Z'|2026-03-01T10:20:30Z|-",
        "'2026-03-01t10:20:30z'|2026-03-01T10:20:30Z|-",
        "'2026-03-01T10:20:30+02:00'|2026-03-01T08:20:30Z|-",
        "'2026-03-01T10:20:30-0530'|2026-03-01T15:50:30Z|-",
        "'2026-03-01T10:20:30+01'|2026-03-01T09:20:30Z|-",
        "' 2026-03-01T10:20Z '|2026-03-01T10:20:00Z|-",
        "'2026-03-01T10:20:30.1Z'|2026-03-01T10:20:30.1Z|-",
        "'2026-03-01T10:20:30,123456789Z'|2026-03-01T10:20:30.123456Z|-",
        "'2026-03-01T10:20:30.654321'|2026-03-01T10:20:30.654321Z|zoneless_time",
        "'2026-03-01 10:20:30'|2026-03-01T10:20:30Z|zoneless_time",
        "'2026-03-01'|2026-03-01T00:00:00Z|zoneless_time",
        "'2016-12-31T23:59:60Z'|2016-12-31T23:59:59.999999Z|-",
        "1772360430|2026-03-01T10:20:30Z|numeric_time",
        "1772360430.25|2026-03-01T10:20:30.25Z|numeric_time",
        "1772360430123|2026-03-01T10:20:30.123Z|numeric_time",
        "1772360430123456|2026-03-01T10:20:30.123456Z|numeric_time",
        "1772360430123456789|2026-03-01T10:20:30.123456Z|numeric_time",
        "'1772360430'|2026-03-01T10:20:30Z|numeric_time",
        "1.77236043e9|2026-03-01T10:20:30Z|numeric_time",
        "-1|1969-12-31T23:59:59Z|numeric_time ancient_time",
        "'1970-01-01T00:00:00Z'|1970-01-01T00:00:00Z|ancient_time",
        "'-0044-03-15T00:00:00Z'|-0044-03-15T00:00:00Z|ancient_time",
        "'9999-12-31T23:59:59Z'|9999-12-31T23:59:59Z|future_time",
        "'2026-05-05T12:00:00Z'|2026-05-05T12:00:00Z|-",
        "'2026-05-05T12:00:01Z'|2026-05-05T12:00:01Z|future_time",
        "'2026-13-01T00:00:00Z'|-|time_unreadable",
        "'2026-02-30T00:00:00Z'|-|time_unreadable",
        "'2026-03-01T25:00:00Z'|-|time_unreadable",
        "'2026-03-01T10:20:30+99:00'|-|time_unreadable",
        "'+10000-01-01T00:00:00Z'|-|time_unreadable",
        "'9999-12-31T23:59:59-01:00'|-|time_unreadable",
        "'-5000-01-01T00:00:00Z'|-|time_unreadable",
        "'yesterday'|-|time_unreadable",
        "'2026'|-|time_unreadable",
        "{}|-|time_unreadable",
        "true|-|time_unreadable",
        "1e999999999|-|time_unreadable",
        "NaN|-|non_finite_number time_unreadable",
        "99999999999999999999999|-|time_unreadable",
        "'2026-05-04T24:00:00Z'|-|time_unreadable",
        "'2026-05-04T11:00:61.5Z'|-|time_unreadable",
        "'2026-05-04T11:00:60.5Z'|2026-05-04T11:00:59.999999Z|-",
        "'2026-05-04T11:00:00.Z'|-|time_unreadable",
        "'2026-05-04T11:00:00.1234567890Z'|2026-05-04T11:00:00.123456Z|-",
        "''|-|time_missing",
        "null|-|time_missing",
      })
  void timestamp_isRead(String written, String time, String flags) {
    WorkEvent event = event("{\"event\":\"spec.created\",\"timestamp\":" + json(written) + "}");
    assertThat(event.eventTime()).isEqualTo(time == null ? NOON : Instant.parse(time));
    assertThat(event.flags()).isEqualTo(flags(flags));
  }

  private static Set<EventFlag> flags(String codes) {
    return codes == null
        ? Set.of()
        : Stream.of(codes.split(" "))
            .map(code -> EventFlag.valueOf(code.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet());
  }

  @Test
  void missingTimestamp_hasFallbacks() {
    assertThat(event(json("{'event':'a.b','started_at':'2026-01-02T00:00:00Z'}")).eventTime())
        .isEqualTo("2026-01-02T00:00:00Z");
    assertThat(
            event(json("{'event':'a.b','time':3e9,'ts':'2026-01-02T00:00:00Z','timestamp':''}"))
                .eventTime())
        .isEqualTo("2026-01-02T00:00:00Z");
    assertThat(event(json("{'event':'signal.created'}")).flags())
        .containsExactly(EventFlag.TIME_MISSING);
  }

  @Test
  void eventTime_hasMicroseconds() {
    assertThat(event(json("{'event':'a.b','ts':'2026-01-02T00:00:00.1234569Z'}")).eventTime())
        .isEqualTo("2026-01-02T00:00:00.123456Z");
  }
}
