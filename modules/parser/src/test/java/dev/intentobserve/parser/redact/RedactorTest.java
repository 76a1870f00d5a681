package dev.intentobserve.parser.redact;

import static dev.intentobserve.parser.redact.Redactor.redact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.intentobserve.model.Redaction;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  /** Cut in two, so that secret scanners do not report them. */
  private static final String JWT = "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

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
        "X-Access-Token",
        "refresh_token",
        "id_token",
        "idToken",
        "token",
        "Token",
        "session_token",
        "next_token",
        "GITHUB_TOKEN",
        "secret",
        "client_secret",
        "clientSecret",
        "api_key",
        "apiKey",
        "APIKey",
        "apikey",
        "X-Api-Key",
        "authorization",
        "Authorization",
        "proxy_authorization",
        "Proxy-Authorization",
        "cookie",
        "Cookie",
        "set_cookie",
        "Set-Cookie",
        "private_key",
        "ssh_private_key",
        "ssh_private_key_enc",
        "sshPrivateKeyEnc",
        "stripe_customer_id",
        "stripeCustomerId",
        "payment_reference",
        "email",
        "user_email",
        "Email",
        "username",
        "userName",
        "user-name",
        "access_secret_enc",
        "scheduler_metadata",
        "schedulerMetadata",
        "credentials",
        "aws.credentials",
        "card_number",
        "cardNumber",
        "cvv",
        "secret_value",
        "user[password]",
        "passwordhash",
        "accesssecretenc",
        "SSHPRIVATEKEYENC",
        "authtoken",
        "webhooksecret",
        "awssecretaccesskey",
        "token_id",
        "X-Amz-Signature",
        "pass\u200Bword",
        "Private Key",
        "aws_secret_access_key"
      })
  void secretKey_isRecognisedInAnyStyle(String key) {
    assertThat(Redactor.secretKey(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "author",
        "authored",
        "authored_by",
        "actor",
        "tokens",
        "input_tokens",
        "outputTokens",
        "max_tokens",
        "token_count",
        "tokenCount",
        "tokenizer",
        "secretary",
        "session_id",
        "trace_id",
        "span_id",
        "key",
        "public_key",
        "name",
        "title",
        "event_type",
        "emailed",
        "authority",
        "authorized",
        "cookbook",
        "passes",
        "passed",
        "compass",
        "checks_passed",
        "signal_id",
        "",
        "_",
        "cvvs",
        "content_hash",
        "keys",
        "tokenized_at",
        "password_reset_at"
      })
  void ordinaryKey_isNoSecret(String key) {
    assertThat(Redactor.secretKey(key)).isFalse();
  }

  static Stream<String[]> secrets() {
    return Stream.of(
        row("Bearer abc123def456", "Bearer [REDACTED]"),
        row("bearer  " + JWT, "bearer  [REDACTED]"),
        row("curl -H 'Authorization: Bearer abc.def' x", "curl -H 'Authorization: [REDACTED]' x"),
        row("Basic dXNlcjpwYXNz", "Basic [REDACTED]"),
        row("got " + JWT + ", alas", "got [REDACTED], alas"),
        row(
            "a -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- b",
            "a [REDACTED] b"),
        row("-----BEGIN PRIVATE KEY-----\nMII", "[REDACTED]"),
        row("password=hunter2", "password=[REDACTED]"),
        row("password = 'hun ter2' ok", "password = '[REDACTED]' ok"),
        row("DB_PASSWORD: hunter2, host: h", "DB_PASSWORD: [REDACTED], host: h"),
        row("{\"token\": \"abc\", \"n\": 1}", "{\"token\": \"[REDACTED]\", \"n\": 1}"),
        row(
            "{\\\"token\\\":\\\"abc\\\",\\\"n\\\":1}",
            "{\\\"token\\\":\\\"[REDACTED]\\\",\\\"n\\\":1}"),
        row("{\"secret\": {\"a\": [1]}, \"n\": 1}", "{\"secret\": [REDACTED], \"n\": 1}"),
        row("https://h/?a=1&token=abc&b=2", "https://h/?a=1&token=[REDACTED]&b=2"),
        row("x%26api_key%3Dabc&y", "x%26api_key%3D[REDACTED]&y"),
        row("run --password hunter2 -v", "run --password [REDACTED] -v"),
        row("run --api-key=abc -v", "run --api-key=[REDACTED] -v"),
        row("Cookie: a=b; c=d\nHost: h", "Cookie: [REDACTED]\nHost: h"),
        row("postgres://app:pw@db:5432/x", "postgres://[REDACTED]@db:5432/x"),
        row(
            "see https://a:b@h and https://c:d@h",
            "see https://[REDACTED]@h and https://[REDACTED]@h"),
        row("AKIA" + "ABCDEFGHIJKLMNOP", "[REDACTED]"),
        row("ghp_" + "A1b2C3d4E5f6G7h8I9j0", "[REDACTED]"),
        row("github_pat_" + "11ABCDEFG0abcdefghijkl", "[REDACTED]"),
        row("xoxb-" + "123456789012-abcdef", "[REDACTED]"),
        row("sk-" + "proj-aB3dE5fG7hI9jK1lM3", "[REDACTED]"),
        row("paid 4111 1111 1111 1111 today", "paid [REDACTED] today"),
        row("paid 4111-1111-1111-1111, 2024", "paid [REDACTED], 2024"),
        row("378282246310005", "[REDACTED]"),
        row("4111 1111 1111 1111 2024", "[REDACTED] 2024"),
        row("https://h/x?a=1&sig=abc%2F&b=2", "https://h/x?a=1&sig=[REDACTED]&b=2"),
        row("X-Amz-Signature=0a1b", "X-Amz-Signature=[REDACTED]"),
        row("name: password\nvalue \t    : hunter2", "name: password\nvalue \t    : [REDACTED]"),
        row("name='password' secret Value = 'x y'", "name='password' secret Value = '[REDACTED]'"),
        row("x('Password'  ,  'hunter2x')", "x('Password'  ,  '[REDACTED]')"),
        row("run é--token hunter2x", "run é--token [REDACTED]"),
        row("curl -s -u admin:hunter2 https://h", "curl -s -u admin:[REDACTED] https://h"),
        row("mysql -h db -phunter2 app", "mysql -h db -p[REDACTED] app"),
        row("<a><password>hunter2</password></a>", "<a><password>[REDACTED]</password></a>"),
        row("password\uFF1Dhunter2", "password\uFF1D[REDACTED]"),
        row("pass\u200Bword=hunter2", "pass\u200Bword=[REDACTED]"),
        row("a:\n  password:\n    hunter2\nb: 1", "a:\n  password:\n    [REDACTED]\nb: 1"),
        row("password: |-\n  hunter2\nb: 1", "password: |-\n  [REDACTED]\nb: 1"),
        row("mail ada.lovelace+x@mail.example.org!", "mail [REDACTED]!"),
        row("to=ada%40example.org&x", "to=[REDACTED]&x"),
        row("pay to DE89 3704 0044 0532 0130 00 now", "pay to [REDACTED] now"),
        row("GB82WEST12345698765432", "[REDACTED]"),
        row("a@b.co,c@d.co", "[REDACTED],[REDACTED]"));
  }

  private static String[] row(String written, String clean) {
    return new String[] {written, clean};
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secretInText_isReplaced(String written, String clean) {
    assertThat(redact(written)).isEqualTo(clean);
    assertThat(redact(clean)).isEqualTo(clean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Signals die where nobody sees them",
        "Bearer authentication for the read API",
        "Basic end-to-end test of the tailer",
        "basic understanding",
        "author: ada, tokens: 1200, token_count=7",
        "2026-05-04T12:00:00.123456Z",
        "1772360430123456789",
        "1772360430123",
        "b7ad6b71-6920-3331-4444-111111111111",
        "https://example.org/a@b/c?x=1",
        "git@github.com:org/repo.git",
        "lib@1.2.3 and @scope/pkg@4.0.0",
        "sk-learn-pipeline-refactoring",
        "task-force-alignment-session",
        "1234567890123456",
        "4111111111111112",
        "[REDACTED]",
        "password=",
        "password: null",
        "a::b == c := d -- e",
        "docker run -u 1000:1000 app; mkdir -p a/b",
        "Forgot your password:\nask the desk",
        "List<Token> of <title>Tea</title>",
        "sig=left, the signature: int f(int)",
      })
  void harmlessText_staysAsItIs(String text) {
    assertThat(redact(text)).isEqualTo(text);
  }

  static Stream<String> hostile() {
    return Stream.of(
            "a",
            "@",
            "a@",
            "a.",
            "=",
            ":",
            "a:",
            "\"",
            "\\",
            "://",
            "://a:",
            "eyJ",
            "eyJa.",
            "bearer ",
            "password=",
            "password={",
            "\"password\":\"",
            "--password ",
            "-----BEGIN ",
            "sk-",
            "sk-a",
            "xoxb-",
            "4",
            "4 ",
            "41-",
            "[REDACTED]",
            "token: [",
            "%3d",
            "%40",
            "a%40a.",
            "{",
            " ",
            "-",
            "cookie: a=",
            "password=,",
            "basic a",
            "-----BEGIN a-----END ",
            "SG.a.",
            "<a>",
            "<token>a",
            "curl ",
            "curl -u a:",
            "mysql -p ",
            "\\t=",
            "token:\n ",
            "a\u200B",
            "\\u0070")
        .map(part -> part.repeat(1_000_000 / part.length()));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("hostile")
  void hostileText_costsLinearTime(String text) {
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Redactor.redactRaw(text));
  }

  @Test
  void unparseableText_isCleanedToo() {
    assertThat(Redactor.redactRaw("{\"pass\\u0077ord\":\"hun\"ter2\",\"a\":1"))
        .isEqualTo("{\"password\":\"[REDACTED]\",\"a\":1");
    assertThat(Redactor.redactRaw("{\"a\\u0041\":\"x")).isEqualTo("{\"a\\u0041\":\"x");
    assertThat(Redactor.redactRaw("{\"secret\" :\n {\"a\":\"b\""))
        .isEqualTo("{\"secret\" :\n [REDACTED]");
    assertThat(Redactor.redactRaw("{\"m\":\"\\npassword=x\""))
        .isEqualTo("{\"m\":\"\\npassword=[REDACTED]\"");
    assertThat(Redactor.redactRaw("{\"m\":\"password\\t=\\thunter2\"")).doesNotContain("hunter2");
    assertThat(Redactor.redactRaw("{\"m\":\"token\\u003a\\u0020\\u0027hunter2\\u0027\""))
        .doesNotContain("hunter2");
  }

  @Test
  void escapedQuotes_holdTheirValueTogether() {
    String escaped = "{\"m\":\"token=\\u0022hunter2\\u0020again\\u0022\"";
    assertThat(Redactor.redactRaw(escaped)).isEqualTo("{\"m\":\"token=\\\"[REDACTED]\\\"\"");
  }

  @Test
  void lineOfAKeyFile_isReplacedWhole() {
    String line = "MIIEpAIBAAKCAQEA3Tz2mr7SZiAMfQyuvBjM9Oi";
    assertThat(Redactor.redactRaw(line + "\r")).isEqualTo(Redaction.MARK);
    assertThat(Redactor.redactRaw("task-force-alignment-session-notes"))
        .isEqualTo("task-force-alignment-session-notes");
  }
}
