package dev.intentobserve.parser;

import static dev.intentobserve.parser.ParserFixtures.NOON;
import static dev.intentobserve.parser.ParserFixtures.event;
import static dev.intentobserve.parser.ParserFixtures.json;
import static dev.intentobserve.parser.ParserFixtures.nested;
import static dev.intentobserve.parser.ParserFixtures.refused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventParserTest {

  @Test
  void harmlessRecord_keepsItsBytes() {
    String record =
        "\t{ \"event\" : \"signal.created\",\"timestamp\":\"2026-05-04T11:00:00Z\","
            + "\"span_id\":\"SIG-1\", \"data\":{\"n\":1.50e+2, \"é\": \"\\u00e9 \\/\"} }\r";
    assertThat(event(record).body().text()).isEqualTo(record);
    assertThat(event(record).flags()).isEmpty();
  }

  @Test
  void numbers_keepEveryDigit() {
    String digits = "9".repeat(5000);
    WorkEvent event = event(nested("signal.updated", "", "{'big':" + digits + ",'e':-0.0E+999}"));
    assertThat(event.data().values())
        .containsEntry("big", new Json.Num(digits))
        .containsEntry("e", new Json.Num("-0.0E+999"));
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void nonFiniteNumber_isAcceptedAndFlagged(String number) {
    WorkEvent event = event(nested("signal.updated", "", "{'trust':" + number + "}"));
    assertThat(event.flags()).containsExactly(EventFlag.NON_FINITE_NUMBER);
    assertThat(event.data().values()).containsEntry("trust", new Json.Num(number));
  }

  @Test
  void repeatedKey_lastValueCounts() {
    WorkEvent event = event(nested("signal.updated", "", "{'a':1,'a':2}"));
    assertThat(event.flags()).containsExactly(EventFlag.DUPLICATE_KEY);
    assertThat(event.data().text("a")).contains("2");
  }

  @Test
  void bareControlCharacters_areRead() {
    assertThat(event(nested("signal.updated", "", "{'title':'a\tb\u0001'}")).title())
        .isEqualTo("a\tb\u0001");
  }

  @Test
  void byteOrderMark_isSkippedAndKept() {
    String record = "\uFEFF" + nested("signal.created", "'span_id':'SIG-1'", "{}");
    assertThat(event(record).body().text()).isEqualTo(record);
    assertThat(event(record).eventId()).isEqualTo(event(record.substring(1)).eventId());
  }

  @Test
  void badUtf8_isKeptInTheBodyAndFlagged() {
    byte[] record = nested("signal.created", "'ref':'SIG-1'", "{'title':'é'}").getBytes(ISO_8859_1);
    ParseResult outcome = new EventParser(InputLimits.DEFAULT).read(record, NOON);
    WorkEvent event = ((ParseResult.ParsedEvent) outcome).event();
    assertThat(event.flags()).containsExactly(EventFlag.INVALID_UTF8);
    assertThat(event.title()).isEqualTo("\uFFFD");
    assertThat(event.body().array()).isEqualTo(record);
  }

  @Test
  void writtenReplacementCharacter_isNoBadUtf8() {
    assertThat(event(nested("signal.created", "", "{'title':'\uFFFD'}")).flags()).isEmpty();
  }

  @Test
  void nulAndLoneSurrogates_areReplacedEverywhereButInTheBody() {
    String record =
        nested(
            "signal.created",
            "'ref':'S\\u0000IG'",
            "{'k\\ud800':'a\\udc00b','ok':'\\ud83d\\ude00'}");
    WorkEvent event = event(record);
    assertThat(event.flags()).containsExactly(EventFlag.UNSTORABLE_TEXT);
    assertThat(event.entity()).hasToString("signal:S\uFFFDIG");
    assertThat(event.data())
        .isEqualTo(Json.object().put("k\uFFFD", "a\uFFFDb").put("ok", "\ud83d\ude00").build());
    assertThat(event.body().text()).isEqualTo(record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'event':'a.b'} x|invalid JSON: expected a value at column 17",
        "{'event':'a.b'}{}|invalid JSON: unexpected text after the value at column 16",
        "{'event':'say 'hi' now'}|invalid JSON: unexpected character, perhaps after an unescaped quote, at column 16",
        "{'event':|unexpected end of JSON after column 9",
        "{'event':tru}|invalid JSON: expected a value at column",
        "{event:'a'}|invalid JSON: unexpected character, perhaps after an unescaped quote, at column 2",
        "''|unexpected end of JSON after column 0",
        "{'a':01}|invalid JSON: malformed number at column",
        "{'a':'\\x'}|invalid JSON: unknown escape at column 8",
      })
  void malformedRecord_saysWhere(String record, String where) {
    ParseResult.Refused refused = refused(json(record.equals("''") ? "" : record));
    assertThat(refused.reason()).isEqualTo(Refusal.MALFORMED_JSON);
    assertThat(refused.detail()).startsWith(where);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[]", "1", "'text'", "null", "true", "[{'event':'a.b'}]"})
  void jsonThatIsNoObject_isRefused(String record) {
    assertThat(refused(json(record)).reason()).isEqualTo(Refusal.NOT_AN_OBJECT);
  }

  @Test
  void depth_isAcceptedUpToTheLimit() {
    int most = InputLimits.DEFAULT.depth();
    assertThat(event(nestedObjects(most)).type()).isEqualTo("a.b");
    assertThat(refused(nestedObjects(most + 1)).reason()).isEqualTo(Refusal.TOO_DEEP);
    assertThat(refused("[".repeat(100_000)).reason()).isEqualTo(Refusal.TOO_DEEP);
  }

  private static String nestedObjects(int depth) {
    return json("{'event':'a.b','x':") + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  @Test
  void attributes_areAcceptedUpToTheLimit() {
    assertThat(event(manyFields(254)).data().values()).hasSize(254);
    ParseResult.Refused refused = refused(manyFields(256));
    assertThat(refused.reason()).isEqualTo(Refusal.TOO_MANY_ATTRIBUTES);
    assertThat(refused.detail()).isEqualTo("257 attributes; the limit is 256");
  }

  private static String manyFields(int fields) {
    return json("{'event':'a.b','timestamp':'2026-01-01','data':{")
            .replace(json(",'timestamp':'2026-01-01'"), fields == 254 ? json(",'ts':1") : "")
        + IntStream.range(0, fields)
            .mapToObj(i -> "\"k" + i + "\":" + i)
            .collect(Collectors.joining(","))
        + "}}";
  }

  @Test
  void listOfScalars_countsAsOneAttribute() {
    String ids =
        IntStream.range(0, 80_000)
            .mapToObj(i -> "'SIG-" + i + "'")
            .collect(Collectors.joining(","));
    WorkEvent event =
        event(nested("intent.proposed", "'ref':'INT-1'", "{'title':'t','signals':[" + ids + "]}"));
    assertThat(event.claims()).hasSize(1);
    assertThat(event.data()).isEqualTo(Json.object().put("title", "t").build());
  }

  @Test
  void tooLongRecord_keepsItsBeginningAndTheDigestOfAll() {
    byte[] record = ("{\"x\":\"" + "ä".repeat(600_000)).getBytes(UTF_8);
    IdentityKey key = IdentityKey.passing();
    ParseResult.Refused refused =
        (ParseResult.Refused) new EventParser(InputLimits.DEFAULT, key).read(record, NOON);
    assertThat(refused.reason()).isEqualTo(Refusal.RECORD_TOO_LARGE);
    assertThat(refused.size()).isEqualTo(record.length);
    assertThat(refused.digest()).isEqualTo(key.hmac(record));
    assertThat(refused.body().length()).isEqualTo(64 << 10);
  }

  @Test
  void secretAcrossTheCutOfATooLongRecord_isNotKept() {
    String head = "{\"x\":\"" + " ".repeat((64 << 10) - 16);
    String record = head + "ghp_" + "A1b2".repeat(12) + " ".repeat(1 << 20);
    assertThat(refused(record).body().text()).doesNotContain("A1b2");
  }

  @Test
  void refusedRecord_namesItsSource() {
    assertThat(refused(json("{'source':'mcp','x':1}")).source()).isEqualTo("mcp");
    assertThat(refused("{").source()).isEqualTo("unknown");
  }
}
