package dev.intentobserve.parser;

import static dev.intentobserve.parser.ParserFixtures.event;
import static dev.intentobserve.parser.ParserFixtures.json;
import static dev.intentobserve.parser.ParserFixtures.nested;
import static dev.intentobserve.parser.ParserFixtures.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordRedactionTest {
  private static final String CANARY = "canary-3f7Q-bird";
  private static final List<String> KEYS =
      List.of(
          "password",
          "passwd",
          "password_hash",
          "access_token",
          "refresh_token",
          "id_token",
          "token",
          "secret",
          "client_secret",
          "api_key",
          "apikey",
          "authorization",
          "proxy_authorization",
          "cookie",
          "set_cookie",
          "private_key",
          "ssh_private_key",
          "ssh_private_key_enc",
          "stripe_customer_id",
          "payment_reference",
          "email",
          "username",
          "access_secret_enc",
          "scheduler_metadata",
          "credentials",
          "session_token",
          "card_number",
          "cvv");

  private static String show(WorkEvent event) {
    return event + event.body().text() + event.data().encode();
  }

  /** A rule may demand a second text, which may be in another member than its program. */
  @Test
  void argumentsInAList_areOneCommandLine() {
    for (String list :
        List.of(
            "['curl','-s','-u','ada:%s']",
            "['echo','%s','|','sudo -S','ls']",
            "['run:','a','b','c','mysql','-p%s']",
            "['login','=','ada','/','%s']")) {
      String record = nested("a.b", "", "{'arguments':" + list.formatted("hunter2") + "}");
      assertThat(show(event(record))).contains("[REDACTED]").doesNotContain("hunter2");
    }
  }

  @Test
  void secretValue_isReplacedCharForChar() {
    String record =
        json("{ 'event':'a.b', 'data':{'password' : 'x\\u0041\\'' ,'n':1e5,'email':[1,{'a':2}],")
            + json("'cvv':123,'token':null,'secret':'','cookie':true} }");
    WorkEvent event = event(record.replace("\\\"'", "\\\"\""));
    assertThat(event.body().text())
        .isEqualTo(
            json(
                    "{ 'event':'a.b', 'data':{'password' : '[REDACTED]' ,'n':1e5,'email':'[REDACTED]',")
                + json("'cvv':'[REDACTED]','token':null,'secret':'','cookie':true} }"));
    assertThat(event.flags()).contains(EventFlag.REDACTED);
    assertThat(event.data().text("password")).contains("[REDACTED]");
  }

  @Test
  void secretInText_leavesTheRestOfIt() {
    WorkEvent event =
        event(nested("signal.created", "", "{'title':'Mail ada@example.org\\nnow','k':'\\u0041'}"));
    assertThat(event.title()).isEqualTo("Mail [REDACTED]");
    assertThat(event.body().text()).contains(json("'Mail [REDACTED]\\nnow','k':'\\u0041'"));
  }

  @Test
  void secretKeys_doNotBecomeOneKey() {
    WorkEvent event = event(nested("a.b", "", "{'a@b.co':1,'c@d.co':2}"));
    assertThat(event.data().values()).containsOnlyKeys("[REDACTED]", "[REDACTED]~2");
    assertThat(event(event.body().text()).data()).isEqualTo(event.data());
  }

  @Test
  void secretSplitOverTwoFields_isReplaced() {
    String data =
        "{'headers':[{'value':{'s':'a@b.co "
            + CANARY
            + "'},'z':'c@d.co','name':'Authorization'}],"
            + "'env':{'key':'API_KEY','value':'"
            + CANARY
            + "'},'form':{'name':'x','value':'y'},'two':{'value':'"
            + CANARY
            + "','name':'token','value':1}}";
    WorkEvent event = event(nested("a.b", "", data));
    assertThat(show(event)).doesNotContain(CANARY);
    assertThat(event.body().text())
        .contains(json("{'value':'[REDACTED]','z':'[REDACTED]','name':'Authorization'}"))
        .contains(json("{'key':'API_KEY','value':'[REDACTED]'},'form':{'name':'x','value':'y'}"));
    assertThat(event(event.body().text()).data()).isEqualTo(event.data());
  }

  @Test
  void escapedKey_isDecoded() {
    assertThat(show(event(nested("a.b", "", "{'\\u0070assword':'" + CANARY + "'}"))))
        .doesNotContain(CANARY)
        .contains("\\u0070assword");
  }

  @Test
  void repeatedKey_isRedactedEachTime() {
    String data = "{'token':'" + CANARY + "1','token':'" + CANARY + "2'}";
    assertThat(show(event(nested("a.b", "", data)))).doesNotContain(CANARY);
  }

  @Test
  void base64Data_isCleanedInside() {
    String inner =
        Base64.getEncoder()
            .encodeToString(json("{'title':'T','password':'" + CANARY + "'}").getBytes(UTF_8));
    WorkEvent event =
        event(
            json(
                "{'specversion':'1.0','type':'a.b','source':'s','id':'1','data_base64':'%s'}"
                    .formatted(inner)));
    assertThat(event.title()).isEqualTo("T");
    assertThat(event.data().text("password")).contains("[REDACTED]");
    assertThat(event.body().text()).doesNotContain(inner);
    assertThat(event(event.body().text()).data()).isEqualTo(event.data());
  }

  @Test
  void refusedRecords_containNoSecret() {
    for (String key : KEYS) {
      for (String record :
          List.of(
              "{'%s':'%s','x':}",
              "{'x':'say 'hi' now','%s':'%s'}",
              "{'%s':'%s'}",
              "[{'%s':['%s']}]",
              "{'%s' : {'a':'%s'}",
              "{'%s':'%s",
              "{'event':'','%s':'%s'}",
              "not json %s=%s",
              "{'a':'{\\'%s\\':\\'%s\\'}'",
              "{'event':5,'m':'%s: %s'}")) {
        ParseResult.Refused refused = refused(json(record.formatted(key, CANARY)));
        assertThat(refused + refused.body().text()).as(record).doesNotContain(CANARY).contains(key);
      }
    }
  }

  @Test
  void plantedSecrets_areAllRedacted() {
    Random random = new Random(21);
    for (int round = 0; round < 2_000; round++) {
      List<String> keys = new ArrayList<>();
      String record = planted(random, keys);
      WorkEvent event = event(record);
      assertThat(show(event)).as(record).doesNotContain(CANARY);
      assertThat(event.body().text()).as(record).contains(keys);
      assertThat(event.flags()).contains(EventFlag.REDACTED);
    }
  }

  @Test
  void redactedRecord_readsTheSameAgain() {
    Random random = new Random(22);
    for (int round = 0; round < 2_000; round++) {
      WorkEvent once = event(planted(random, new ArrayList<>()));
      WorkEvent twice = event(once.body().text());
      assertThat(twice.body()).isEqualTo(once.body());
      assertThat(twice)
          .usingRecursiveComparison()
          .ignoringFields("eventId", "digest", "flags", "body")
          .isEqualTo(once);
      assertThat(twice.flags()).doesNotContain(EventFlag.REDACTED);
    }
  }

  /** An event of either dialect with secrets in any style, place and depth. */
  private static String planted(Random random, List<String> keys) {
    Json.Builder data = Json.object().put("title", "T");
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      data.put("nest" + i, nest(random, 1 + random.nextInt(6), keys));
    }
    Json.Builder event =
        Json.object().put("timestamp", "2026-05-04T11:00:00Z").put("span_id", "SIG-1");
    String text = text(random);
    return random.nextBoolean()
        ? event
            .put("event", "signal.created")
            .put("title", text)
            .put("data", data.build())
            .build()
            .encode()
        : event
            .put("event_type", "signal.created")
            .put("content", text)
            .put("x", data.build())
            .build()
            .encode();
  }

  private static Json nest(Random random, int depth, List<String> keys) {
    if (depth > 1) {
      Json inner = nest(random, depth - 1, keys);
      return random.nextBoolean()
          ? new Json.Items(List.of(inner, Json.of(text(random))))
          : Json.object().put("n", 1).put("d" + depth, inner).build();
    }
    String key = style(random, KEYS.get(random.nextInt(KEYS.size())));
    keys.add("\"" + key + "\"");
    return Json.object().put(key, value(random)).put("msg", text(random)).build();
  }

  private static Json value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Json.Items(List.of(Json.of(CANARY), Json.of(7)));
      case 1 -> Json.object().put("deep", Json.object().put("x", CANARY).build()).build();
      case 2 -> Json.of("\"\\\n" + CANARY + "\u0000");
      default -> Json.of(CANARY);
    };
  }

  private static String text(Random random) {
    String key = style(random, KEYS.get(random.nextInt(KEYS.size())));
    return switch (random.nextInt(7)) {
      case 0 -> "failed with " + key + "=" + CANARY + " again";
      case 1 -> "{\"" + key + "\": \"" + CANARY + "\"}";
      case 2 -> "GET https://h/x?a=1&" + key + "=" + CANARY + "&b";
      case 3 -> "amqp://me:" + CANARY + "@mq/";
      case 4 -> "write to " + CANARY + "@example.org";
      case 5 -> "curl -H \"" + key + ": " + CANARY + "\" https://h";
      default -> "Bearer " + CANARY;
    };
  }

  private static String style(Random random, String key) {
    String[] words = key.split("_");
    return switch (random.nextInt(6)) {
      case 0 -> key.toUpperCase(Locale.ROOT);
      case 1 -> String.join("-", words);
      case 2 -> "x-" + String.join("-", words);
      case 3 -> camel("user", words);
      case 4 -> "my_" + key;
      default -> key;
    };
  }

  private static String camel(String first, String[] words) {
    StringBuilder out = new StringBuilder(first);
    for (String word : words) {
      out.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return out.toString();
  }
}
