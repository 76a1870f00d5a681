package dev.intentobserve.parser;

import static dev.intentobserve.parser.ParserFixtures.NOON;
import static dev.intentobserve.parser.ParserFixtures.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.parser.json.LimitedJsonParser;
import dev.intentobserve.parser.json.RecordRefusedException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attacker sees the stored record, knows all of it but a password of four digits, and tries all
 * passwords. Nothing stored may confirm a guess.
 */
class SecretGuessingTest {
  private static final String SECRET = "4711";
  private static final IdentityKey KEY = IdentityKey.of("a key for this test, long enough for one");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'event':'a.b','ref':'X','data':{'password':'%s'}}",
        "{'event':'a.b','ref':'X','data':{'password':%s}}",
        "{'event':'a.b','event_id':'e1','ref':'X','data':{'password':'%s'}}",
        "{'event':'a.b','event_id':'password=%s','ref':'X','data':{}}",
        "{'event':'a.b','event_id':'password=%s','ref':'X','data':{'password':'%s'}}",
        "{'event_type':'a.b','note':'the password: %s'}",
        "{'specversion':'1.0','type':'a.b','source':'s','id':'password=%s','data':{}}",
        "{'specversion':'1.0','type':'a.b','source':'s','id':'1','data':{'password':'%s'}}",
      })
  void idAndDigestOfAnEvent_revealNoGuessedSecret(String template) {
    WorkEvent event = event(KEY, filled(template, SECRET));
    assertThat(event.body().text()).doesNotContain(SECRET);
    assertThat(guesses(template)).doesNotContain(event.eventId(), event.digest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'password':'%s'}", "{'event':'a.b','password':'%s'", "password=%s"})
  void digestOfADeadLetter_revealsNoGuessedSecret(String template) {
    ParseResult.Refused letter = refused(KEY, filled(template, SECRET));
    assertThat(letter.body().text()).doesNotContain(SECRET);
    assertThat(guesses(template)).doesNotContain(letter.digest());
  }

  @Test
  void digestOfACutRecord_revealsNoGuessedSecret() {
    String template = "{'x':'" + "y".repeat(100_000) + "','password':'%s'}";
    ParseResult.Refused letter =
        (ParseResult.Refused)
            new EventParser(new InputLimits(1 << 20, 1 << 20, 1 << 16, 64, 256), KEY)
                .read(bytes(filled(template, SECRET)), NOON);
    assertThat(letter.digest()).isNotEqualTo(Digests.sha256(bytes(filled(template, SECRET))));
  }

  @Test
  void sameKey_givesTheSameIdentity_andAnotherKeyAnother() {
    String record = "{'event':'a.b','data':{'password':'4711'}}";
    WorkEvent event = event(KEY, record);
    assertThat(event(IdentityKey.of("a key for this test, long enough for one"), record))
        .isEqualTo(event);
    assertThat(event(IdentityKey.passing(), record).eventId()).isNotEqualTo(event.eventId());
    assertThat(event(KEY, record.replace("4711", "4712")).digest()).isNotEqualTo(event.digest());
  }

  @Test
  void identityOfACompleteRecord_needsNoKey() {
    String record = "{'event':'a.b','data':{'x':1}}";
    assertThat(event(KEY, record).eventId()).isEqualTo(Digests.sha256(bytes(record)));
    assertThat(event(KEY, record).digest()).isEqualTo(Digests.sha256(bytes(record)));
    assertThat(refused(KEY, "{").digest()).isEqualTo(Digests.sha256(bytes("{")));
  }

  @Test
  void identityOfAnAlreadyRedactedRecord_needsNoKey() {
    String record = "{'event':'a.b','data':{'password':'[REDACTED]'}}";
    WorkEvent event = event(KEY, record);
    assertThat(event.body().text()).isEqualTo(json(record));
    assertThat(event.eventId()).isEqualTo(Digests.sha256(bytes(record)));
  }

  /**
   * All plain hashes that a guess could be compared with: of the bytes, the ids and the sorted
   * JSON.
   */
  private static Set<String> guesses(String template) {
    Set<String> guesses = hashes(template, UnaryOperator.identity());
    guesses.addAll(hashes("password=%s", UnaryOperator.identity()));
    guesses.addAll(hashes("s#password=%s", UnaryOperator.identity()));
    guesses.addAll(hashes("s#1", UnaryOperator.identity()));
    if (template.startsWith("{") && template.endsWith("}")) {
      guesses.addAll(hashes(template, SecretGuessingTest::sorted));
    }
    return guesses;
  }

  private static Set<String> hashes(String template, UnaryOperator<String> form) {
    Set<String> hashes = new HashSet<>();
    IntStream.range(1_000, 10_000)
        .mapToObj(i -> filled(template, Integer.toString(i)))
        .forEach(guess -> hashes.add(Digests.sha256(form.apply(json(guess)))));
    return hashes;
  }

  private static String sorted(String json) {
    try {
      return EventIdentity.sorted(
              LimitedJsonParser.lenient(64, InputLimits.DEFAULT.attributes()).parse(json).value())
          .encode();
    } catch (RecordRefusedException e) {
      throw new AssertionError(e);
    }
  }

  private static String filled(String template, String secret) {
    return template.replace("%s", secret);
  }

  private static byte[] bytes(String record) {
    return json(record).getBytes(UTF_8);
  }

  private static WorkEvent event(IdentityKey key, String record) {
    return ((ParseResult.ParsedEvent)
            new EventParser(InputLimits.DEFAULT, key).read(bytes(record), NOON))
        .event();
  }

  private static ParseResult.Refused refused(IdentityKey key, String record) {
    return (ParseResult.Refused)
        new EventParser(InputLimits.DEFAULT, key).read(bytes(record), NOON);
  }
}
