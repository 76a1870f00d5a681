package dev.intentobserve.parser.redact;

import static dev.intentobserve.parser.ParserFixtures.NOON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.EventParser;
import dev.intentobserve.parser.ParseResult;
import dev.intentobserve.parser.StoredEventParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plants secrets in every place a text can be in, and searches everything that is stored. */
class SecretCanariesTest {
  private static final String CANARY = "Zk7canary9Qz";
  private static final EventParser READER = new EventParser(InputLimits.DEFAULT);

  record Container(String name, Function<String, byte[]> holds) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Texts that contain the canary, written § here, with a sign that it is a secret. */
  private static final List<String> SECRETS =
      List.of(
          "password=§",
          "DB_PASS=§",
          "db.pwd: §",
          "PGPASSWORD=§ psql",
          "passcode = '§'",
          "mfa_code: §",
          "ssn=§",
          "iban: §",
          "pin=§",
          "otp: §",
          "auth=§",
          "sort code: §",
          "p4ssw0rd=§",
          "рassword=§",
          "pаsswоrd: §",
          "ｐａｓｓｗｏｒｄ＝§",
          "pas\u200Bsword=§",
          "p\u0301assword=§",
          "Kennwort: §",
          "contraseña: §",
          "my password is §",
          "the token was §.",
          "the api key: §",
          "password for the staging db is \"§\"",
          "log in with password §",
          "§ is my password",
          "use § as the password",
          "Server=h;Uid=u;Pwd=§;Encrypt=true",
          "AccountName=a;AccountKey=§;EndpointSuffix=x",
          "Endpoint=sb://h/;SharedAccessKeyName=r;SharedAccessKey=§",
          "postgres://app:§@db:5432/x",
          "mongodb+srv://u:§@cluster0.example.net/?w=1",
          "redis://:§@cache:6379/0",
          "amqps://me:§@mq/vhost",
          "postgres://app:a/§@db/x",
          "jdbc:postgresql://h/d?user=u&password=§",
          "jdbc:oracle:thin:scott/§@db:1521:x",
          "host=h port=1 user=u password=§ dbname=d",
          "admin:§@localhost:5432",
          "run --password § -v",
          "run --password=§",
          "run --db-password '§'",
          "deploy -u ada -p §",
          "mysql -u root -p§ app",
          "psql --pwd §",
          "curl -u ada:§ https://h",
          "redis-cli -a § ping",
          "sshpass -p § ssh h",
          "openssl rsa -passin pass:§",
          "New-Login -Password § -Name x",
          "['--password', '§']",
          "[\"password\", \"§\"]",
          "[[\"token\",\"§\"],[\"a\",\"b\"]]",
          "{\"name\":\"password\",\"value\":\"§\"}",
          "{\"v\":\"§\",\"k\":\"api_key\"}",
          "<add key=\"DbPassword\" value=\"§\"/>",
          "<password type=\"x\">§</password>",
          "https://h/cb?code=§&state=1",
          "https://h/cb#access_token=§&x=1",
          "https://h/cb?id_token=§",
          "https://h/x?sig=§",
          "Authorization: Bearer §",
          "Authorization: AWS4-HMAC-SHA256 Credential=a, Signature=§",
          "Cookie: sid=§; a=b",
          "X-Api-Key: §",
          "Set-Cookie: s=§; Path=/",
          "secrets[db][main]=§",
          "password[0]=§",
          "{\"password\":{\"a\":[\"§\"]}}",
          "write to §@example.org",
          "{\"tokens\":{\"access\":\"§\"}}",
          "AWS_SECRET_ACCESS_KEY=§",
          "export GH_TOKEN=§",
          "password='''§'''",
          "<item name=\"password\">§</item>",
          "passphrase: correct horse §",
          "the database password has been changed to §",
          "token => §",
          "password := §");

  /** Secrets in lines below their name. */
  private static final List<String> BLOCKS =
      List.of(
          "password:\n  §\nb: 1",
          "secret: |\n  first\n  §\nb: 1",
          "credentials:\n  user: u\n  nested:\n    x: §\nb: 1",
          "-----BEGIN OPENSSH PRIVATE KEY-----\n§\n-----END OPENSSH PRIVATE KEY-----",
          "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n§",
          "Content-Disposition: form-data; name=\"password\"\r\n\r\n§\r\n--b");

  static Stream<Container> containers() {
    return Stream.of(
        container("a value", text -> event(Json.of(text))),
        container(
            "deep",
            text ->
                event(
                    Json.object().put("a", List.of(Json.object().put("b", text).build())).build())),
        container("a list", text -> event(new Json.Items(List.of(Json.of("x"), Json.of(text))))),
        container("a key", text -> event(Json.object().put(text, 1).build())),
        container(
            "a log line", text -> event(Json.of("2026-05-04 12:00:01 ERROR [main] a.B - " + text))),
        container("a sentence", text -> event(Json.of("It failed: " + text + "\nand then again"))),
        container(
            "JSON in a text",
            text -> event(Json.of(Json.object().put("m", text).build().encode()))),
        container(
            "JSON in JSON in a text",
            text ->
                event(Json.of(Json.of(Json.object().put("m", text).build().encode()).encode()))),
        container("URL-encoded", text -> event(Json.of("https://h/?q=" + url(text)))),
        container("URL-encoded twice", text -> event(Json.of("x=" + url(url(text))))),
        container("HTML", text -> event(Json.of("<p>" + html(text) + "</p>"))),
        container("HTML by numbers", text -> event(Json.of(numbered(text)))),
        container("base64", text -> event(Json.of("blob " + base64(text) + " end"))),
        container("base64 twice", text -> event(Json.of(base64(base64(text))))),
        container(
            "base64 of JSON",
            text -> event(Json.of(base64(Json.object().put("m", text).build().encode())))),
        container(
            "base64 of UTF-16",
            text -> event(Json.of(Base64.getEncoder().encodeToString(text.getBytes(UTF_16LE))))),
        container(
            "the base64 field",
            text ->
                ("{\"specversion\":\"1.0\",\"type\":\"a\",\"source\":\"s\",\"id\":\"1\",\"data_base64\":\""
                        + base64(text)
                        + "\"}")
                    .getBytes(UTF_8)),
        container("colours", text -> event(Json.of("\u001b[31m" + text + "\u001b[0m"))),
        container(
            "a broken record",
            text -> ("{\"event\":\"a.b\",\"m\":" + Json.of(text).encode() + ",}").getBytes(UTF_8)),
        container(
            "a torn record",
            text ->
                ("{\"event\":\"a.b\",\"m\":"
                        + Json.of(text + "  x").encode().replaceAll(" x\"$", ""))
                    .getBytes(UTF_8)),
        container("no JSON", text -> text.getBytes(UTF_8)),
        container("too many attributes", text -> many(text)),
        container("UTF-16LE", text -> ("\uFEFF" + text + " ..................").getBytes(UTF_16LE)),
        container(
            "UTF-16BE without a mark", text -> (text + " ..................").getBytes(UTF_16BE)),
        container("other bytes", text -> bytes(("\u00ff\u00fe\u0001 " + text).getBytes(UTF_8))),
        container("gzip", text -> gzip(("{\"m\":" + Json.of(text).encode()).getBytes(UTF_8))));
  }

  private static Container container(String name, Function<String, byte[]> holds) {
    return new Container(name, holds);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void plantedSecret_isRedacted(Container container) {
    List<String> found = new ArrayList<>();
    for (String secret : SECRETS) {
      boolean ascii =
          secret.chars().allMatch(c -> c < 0x80) || !container.name().equals("other bytes");
      if (ascii && kept(container.holds().apply(secret.replace("§", CANARY))).contains(CANARY)) {
        found.add(secret);
      }
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("containers")
  void token_isRedacted(Container container) {
    List<String> found = new ArrayList<>();
    SecretRulesTest.examples()
        .filter(example -> example.secret() && example.rule().kind().equals("token"))
        .forEach(
            example -> {
              String text = SecretRulesTest.madeUp(example.text(), new Random(7));
              String token = text.substring(text.indexOf('§') + 1, text.lastIndexOf('§'));
              String body = kept(container.holds().apply("got " + text.replace("§", "") + " ."));
              if (body.contains(token.substring(token.length() / 2))) {
                found.add(text);
              }
            });
    assertThat(found).isEmpty();
  }

  /** Mail, terminals and attackers put characters between the letters of a token. */
  @Test
  void interruptedToken_isRedacted() {
    String token = "ghp_" + SecretRulesTest.madeUp("{a36}", new Random(5));
    for (String between :
        List.of(
            "\u200b",
            "\u00ad",
            "\u2060",
            "=\n",
            "=\r\n",
            "\\\n",
            "\n",
            "\r\n  ",
            "\u001b[1m",
            "\u0000")) {
      for (int cut = 1; cut < 20; cut++) {
        String written = "x " + token.substring(0, cut) + between + token.substring(cut) + " y";
        assertThat(Redactor.redact(written)).doesNotContain(token.substring(20));
      }
    }
  }

  /**
   * The secret half of an AWS key has no prefix and is recognised by its randomness. About one in a
   * hundred looks like a name.
   */
  @Test
  void bareAwsSecret_isRedacted() {
    Random random = new Random(6);
    long found =
        IntStream.range(0, 1000)
            .mapToObj(n -> "key " + SecretRulesTest.madeUp("{a40}", random) + " x")
            .filter(written -> Redactor.redact(written).equals("key [REDACTED] x"))
            .count();
    assertThat(found).isGreaterThan(985);
  }

  @Test
  void linesBelowASecretName_areRedacted() {
    for (String block : BLOCKS) {
      assertThat(kept(event(Json.of(block.replace("§", CANARY))))).as(block).doesNotContain(CANARY);
      assertThat(kept(block.replace("§", CANARY).getBytes(UTF_8))).as(block).doesNotContain(CANARY);
    }
  }

  /** Reading a stored record again finds no more secrets. */
  @ParameterizedTest
  @MethodSource("containers")
  void redactedRecord_staysTheSameWhenReadAgain(Container container) {
    for (String secret : SECRETS) {
      byte[] once = body(container.holds().apply(secret.replace("§", CANARY)));
      assertThat(new String(body(once), UTF_8)).as(secret).isEqualTo(new String(once, UTF_8));
    }
  }

  /** The parser of stored bodies does not redact, and need not. */
  @ParameterizedTest
  @MethodSource("containers")
  void redactedEvent_isTheSameWhenItsBodyIsReadAsStored(Container container) {
    StoredEventParser stored = new StoredEventParser(InputLimits.DEFAULT);
    for (String secret : SECRETS) {
      if (READER.read(container.holds().apply(secret.replace("§", CANARY)), NOON)
          instanceof ParseResult.ParsedEvent received) {
        WorkEvent event = received.event();
        assertThat(stored.read(event.eventId(), event.digest(), event.body(), NOON))
            .as(secret)
            .get()
            .usingRecursiveComparison()
            .ignoringFields("flags")
            .isEqualTo(event);
      }
    }
  }

  /** Everything stored of a record, in every encoding it may be stored in. */
  private static String kept(byte[] record) {
    ParseResult outcome = READER.read(record, NOON);
    byte[] body = body(outcome);
    String text =
        new String(body, UTF_8)
            + new String(body, UTF_16LE)
            + new String(body, UTF_16BE)
            + gunzip(body);
    String understood =
        outcome instanceof ParseResult.ParsedEvent event
            ? event.event() + event.event().data().encode()
            : outcome.toString();
    return text + unwrapped(text) + understood;
  }

  /** The decoded base64 words of a text. */
  private static String unwrapped(String text) {
    StringBuilder out = new StringBuilder();
    for (String word : text.split("[^A-Za-z0-9+/=]+")) {
      if (word.length() >= 16
          && word.length() % 4 == 0
          && word.indexOf('=') >= 0 | !word.contains("=")) {
        try {
          byte[] bytes = Base64.getDecoder().decode(word);
          String inner = new String(bytes, UTF_8);
          out.append(inner).append(new String(bytes, UTF_16LE)).append(unwrapped(inner));
        } catch (IllegalArgumentException e) {
          continue;
        }
      }
    }
    return out.toString();
  }

  private static byte[] body(byte[] record) {
    return body(READER.read(record, NOON));
  }

  private static byte[] body(ParseResult outcome) {
    return switch (outcome) {
      case ParseResult.ParsedEvent understood -> understood.event().body().array();
      case ParseResult.Refused refused -> refused.body().array();
    };
  }

  private static byte[] event(Json data) {
    return Json.object()
        .put("event", "a.b")
        .put("data", Json.object().put("x", data).build())
        .build()
        .encode()
        .getBytes(UTF_8);
  }

  private static byte[] many(String text) {
    Json.Builder data = Json.object().put("m0", text);
    for (int i = 1; i < 400; i++) {
      data.put("m" + i, i == 390 ? text : "x");
    }
    return event(data.build());
  }

  private static String url(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("=", "&#61;")
        .replace(":", "&colon;");
  }

  private static String numbered(String text) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                out.append(
                    Character.isLetterOrDigit(c)
                        ? Character.toString(c)
                        : "&#x" + Integer.toHexString(c).toUpperCase(Locale.ROOT) + ";"));
    return out.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static byte[] bytes(byte[] bytes) {
    return (new String(bytes, ISO_8859_1) + "\u00c3\u0028").getBytes(ISO_8859_1);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String gunzip(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
