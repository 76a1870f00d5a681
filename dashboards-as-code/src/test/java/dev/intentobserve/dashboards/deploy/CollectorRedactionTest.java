package dev.intentobserve.dashboards.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.parser.redact.Redactor;
import dev.intentobserve.parser.redact.SecretRules;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The collector redacts what the service redacts, as far as Go's expressions can. */
class CollectorRedactionTest {
  private static final List<Pattern> KEYS =
      SecretExpressions.keys().stream().map(Pattern::compile).toList();

  private static final Pattern FILLER = Pattern.compile("\\{([aAhdw])(\\d+)\\}");
  private static final Pattern SECRET = Pattern.compile("§[^§]*§");

  private static boolean secretKey(String key) {
    return KEYS.stream().anyMatch(pattern -> pattern.matcher(key).find());
  }

  private static String redacted(String text) {
    String clean = text;
    for (String shape : SecretExpressions.shapes()) {
      clean = Pattern.compile(shape).matcher(clean).replaceAll("****");
    }
    for (SecretExpressions.Shape pair : SecretExpressions.pairs()) {
      clean = Pattern.compile(pair.pattern()).matcher(clean).replaceAll(pair.replacement());
    }
    return clean;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWORD",
        "Passwd",
        "userPassword",
        "password_hash",
        "passwordHash",
        "db-password",
        "dbpassword",
        "PGPASSWORD",
        "password2",
        "access_token",
        "accessToken",
        "x-access-token",
        "refresh_token",
        "idToken",
        "token",
        "session_token",
        "GITHUB_TOKEN",
        "secret",
        "clientSecret",
        "api_key",
        "APIKey",
        "X-Api-Key",
        "authorization",
        "Proxy-Authorization",
        "http.request.header.authorization",
        "cookie",
        "Set-Cookie",
        "ssh_private_key_enc",
        "sshPrivateKeyEnc",
        "stripe_customer_id",
        "stripeCustomerId",
        "payment_reference",
        "email",
        "user_email",
        "user.email",
        "userEmail",
        "username",
        "userName",
        "user-name",
        "access_secret_enc",
        "schedulerMetadata",
        "aws.credentials",
        "card_number",
        "cardNumber",
        "cvv",
        "secret_value",
        "user[password]",
        "passwordhash",
        "SSHPRIVATEKEYENC",
        "authtoken",
        "awssecretaccesskey",
        "token_id",
        "X-Amz-Signature",
        "Private Key",
        "passphrase",
        "signing_key",
        "encryptionKey",
        "jwt",
        "emails",
        "email_address",
        "refresh_tokens",
        "intent.data.password",
        "api_keys",
        "private_keys"
      })
  void secretKey_isOneForBoth(String key) {
    assertThat(Redactor.secretKey(key)).as("the service").isTrue();
    assertThat(secretKey(key)).as("the collector").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "author",
        "authored_by",
        "actor",
        "tokens",
        "input_tokens",
        "outputTokens",
        "gen_ai.usage.input_tokens",
        "max_tokens",
        "token_count",
        "tokenCount",
        "tokenizer",
        "secretary",
        "session_id",
        "trace_id",
        "key",
        "public_key",
        "name",
        "title",
        "emailed",
        "authority",
        "cookbook",
        "passes",
        "compass",
        "checks_passed",
        "content_hash",
        "keys",
        "password_reset_at",
        "service.name",
        "intent.event_id",
        "host.name"
      })
  void ordinaryKey_isOneForBoth(String key) {
    assertThat(Redactor.secretKey(key)).as("the service").isFalse();
    assertThat(secretKey(key)).as("the collector").isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "curl -H Authorization: Bearer abc123.def4567 x|abc123",
        "Basic dXNlcjpwYXNz1234|dXNlcjpwYXNz1234",
        "Basic dXNlcjpwYXNz|dXNlcjpwYXNz",
        "password=hunter2 ok|hunter2",
        "DB_PASSWORD: hunter2, host: h|hunter2",
        "{\"token\": \"abcdef\", \"n\": 1}|abcdef",
        "{\\\"token\\\":\\\"abcdef\\\",\\\"n\\\":1}|abcdef",
        "https://h/?a=1&token=abcdef&b=2|abcdef",
        "postgres://app:pw123@db:5432/x|pw123",
        "write to ada@example.org soon|ada@example.org"
      })
  void secretInText_isReplacedByBoth(String text, String secret) {
    assertThat(Redactor.redact(text)).as("the service").doesNotContain(secret);
    assertThat(redacted(text)).as("the collector").doesNotContain(secret);
  }

  /** Cut in two, so that secret scanners do not report them. */
  @ParameterizedTest
  @CsvSource({
    "AKIA,ABCDEFGHIJKLMNOP",
    "ghp_,A1b2C3d4E5f6G7h8I9j0",
    "github_pat_,11ABCDEFG0abcdefghijkl",
    "xoxb-,123456789012-abcdef",
    "sk-,proj-aB3dE5fG7hI9jK1lM3",
    "eyJ,hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
  })
  void keyOfAProvider_isRecognisedByItsForm(String begin, String rest) {
    assertThat(Redactor.redact("got " + begin + rest)).doesNotContain(rest);
    assertThat(redacted("got " + begin + rest)).doesNotContain(rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bearer authentication is required",
        "input_tokens=512 and output_tokens: 17",
        "the author wrote 12 tests",
        "{\"token\": null, \"count\": 3}",
        "https://example.org/path?a=1",
        "INT-003 proposed at 2026-05-04T11:00:00Z"
      })
  void ordinaryText_staysAsItIs(String text) {
    assertThat(redacted(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"password\":\"[REDACTED]\",\"n\":1}",
        "{\"email\":\"[REDACTED]\"}",
        "password=[REDACTED] ok",
        "Bearer [REDACTED]"
      })
  void whatTheServiceReplaced_staysAsItIs(String text) {
    assertThat(redacted(text)).isEqualTo(text);
  }

  static Stream<Arguments> tokenExamples() {
    return SecretRules.ALL.rules().stream()
        .filter(rule -> rule.kind().equals("token"))
        .filter(rule -> SecretExpressions.token(rule.text()).isPresent())
        .flatMap(rule -> rule.examples().stream().map(text -> Arguments.of(rule.id(), text)));
  }

  @ParameterizedTest
  @MethodSource("tokenExamples")
  void tokenExample_isTreatedAsByTheService(String rule, String example) {
    String text = FILLER.matcher(example.substring(1)).replaceAll(match -> filled(match));
    assertThat(redacted(text.replace("§", ""))).isEqualTo(SECRET.matcher(text).replaceAll("****"));
  }

  /** {@code {h20}} becomes twenty hex digits, and so on. */
  private static String filled(MatchResult filler) {
    String alphabet =
        switch (filler.group(1)) {
          case "A" -> "A1B2C3D4";
          case "d" -> "12345678";
          case "h" -> "a1b2c3d4";
          default -> "aB3cD4eF";
        };
    return alphabet.repeat(30).substring(0, Integer.parseInt(filler.group(2)));
  }

  @Test
  void tokens_areNearlyAllReadableForGo() {
    assertThat(SecretRules.ALL.rules())
        .filteredOn(rule -> rule.kind().equals("token"))
        .filteredOn(rule -> SecretExpressions.token(rule.text()).isEmpty())
        .extracting(SecretRules.Rule::id)
        .containsExactly("vault-old", "openai", "azure-storage", "octopus");
  }

  /** Go has neither look-around nor possessive quantifiers. */
  @ParameterizedTest
  @ValueSource(strings = {"(?<", "(?=", "(?!", "(?>", "*+", "++", "?+", "}+"})
  void patterns_areReadableForGo(String notInGo) {
    assertThat(SecretExpressions.keys()).noneMatch(pattern -> pattern.contains(notInGo));
    assertThat(SecretExpressions.shapes()).noneMatch(pattern -> pattern.contains(notInGo));
    assertThat(SecretExpressions.pairs()).noneMatch(pair -> pair.pattern().contains(notInGo));
  }
}
