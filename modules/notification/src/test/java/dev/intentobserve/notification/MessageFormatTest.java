package dev.intentobserve.notification;

import static dev.intentobserve.notification.AlertFixtures.NOON;
import static dev.intentobserve.notification.AlertFixtures.change;
import static dev.intentobserve.notification.AlertFixtures.firing;
import static dev.intentobserve.notification.AlertFixtures.resolved;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.notification.NotificationConfig.ChannelKind;
import dev.intentobserve.ports.AlertStorePorts.Change;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MessageFormatTest {
  private static final String URL = "http://receiver.example/in";
  private static final String OURS = "https://observe.example";

  @Test
  void webhook_containsAllFields() {
    MessageFormat.OutgoingRequest outgoing =
        format(ChannelKind.WEBHOOK, null)
            .write(message(change(2, firing("a")), change(3, resolved("b"))), NOON);
    JsonObject body = new JsonObject(outgoing.body());
    assertThat(outgoing.url()).isEqualTo(URL);
    assertThat(body.getString("version")).isEqualTo("1");
    assertThat(body.getString("status")).isEqualTo("firing");
    assertThat(body.getString("receiver")).isEqualTo("c");
    assertThat(body.getJsonObject("group").getMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("tenant", "default", "project", "default", "rule", "StaleIntent"));
    assertThat(body.getJsonArray("alerts").getJsonObject(1))
        .isEqualTo(
            new JsonObject(
                """
                {"status": "resolved",
                 "labels": {"alertname": "StaleIntent", "intent": "b", "project": "default",
                   "severity": "warning", "tenant": "default"},
                 "annotations": {"summary": "b is stale",
                   "description": "Nothing happened to b for 7 days."},
                 "value": 7.5,
                 "startsAt": "2026-03-01T12:00:00Z",
                 "endsAt": "2026-03-01T12:01:30Z",
                 "generatorURL": "https://observe.example/api/v1/alerts/%s",
                 "fingerprint": "%s",
                 "change": 3,
                 "evidence": ["https://observe.example/api/v1/entities/intent/b"]}
                """
                    .formatted(resolved("b").id(), resolved("b").id())));
    assertThat(body.getJsonArray("alerts").getJsonObject(0).getValue("endsAt")).isNull();
  }

  @Test
  void webhook_isTheSameTextForTheSameMessage() {
    MessageFormat format = format(ChannelKind.WEBHOOK, "s3cret");
    MessageFormat.OutgoingRequest one = format.write(message(change(2, firing("a"))), NOON);
    MessageFormat.OutgoingRequest two =
        format.write(message(change(2, firing("a"))), NOON.plusSeconds(60));
    assertThat(two.body()).isEqualTo(one.body());
    assertThat(two.headers().get(WebhookFormat.DELIVERY))
        .isEqualTo(one.headers().get(WebhookFormat.DELIVERY));
    assertThat(two.headers().get(WebhookFormat.SIGNATURE))
        .isNotEqualTo(one.headers().get(WebhookFormat.SIGNATURE));
  }

  @Test
  void signature_isWhatAReceiverComputes() throws Exception {
    MessageFormat.OutgoingRequest outgoing =
        format(ChannelKind.WEBHOOK, "s3cret \u00e9")
            .write(message(change(2, firing("\u00e9"))), NOON);
    Matcher header =
        Pattern.compile("t=([0-9]+),v1=([0-9a-f]{64})")
            .matcher(outgoing.headers().get(WebhookFormat.SIGNATURE));
    assertThat(header.matches()).isTrue();
    assertThat(header.group(1)).isEqualTo("1772366400");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret \u00e9".getBytes(UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal(("1772366400." + outgoing.body()).getBytes(UTF_8));
    assertThat(header.group(2)).isEqualTo("%064x".formatted(new BigInteger(1, expected)));
    assertThat(
            format(ChannelKind.WEBHOOK, null)
                .write(message(change(2, firing("a"))), NOON)
                .headers())
        .containsOnlyKeys(WebhookFormat.DELIVERY);
  }

  /** Computed by: printf %s 'TIME.BODY' | openssl dgst -sha256 -hmac Jefe. */
  @Test
  void signature_agreesWithOpenssl() {
    assertThat(WebhookFormat.signature("Jefe", NOON, "what do ya want for nothing?"))
        .isEqualTo(
            "t=1772366400,v1=131ed9ffac7845baba6dbe8cec64bb0242e50170a279a641cf5c94475926bd01");
  }

  @Test
  void alertmanager_getsValidLabels() {
    Alert alert =
        Alert.builder()
            .id("0123456789abcdef")
            .rule("Rule")
            .severity(Severity.CRITICAL)
            .state(Alert.State.FIRING)
            .labels(
                new TreeMap<>(
                    Map.of(
                        "a.b-c", "1", "9x", "2", "empty", "", "tenant", "mine", "ok_1", "\u00e9")))
            .summary("s")
            .description("d")
            .since(NOON)
            .fired(NOON)
            .build();
    MessageFormat.OutgoingRequest outgoing =
        format(ChannelKind.ALERTMANAGER, null)
            .write(
                new AlertMessage(
                    new Scope("acme", "web"),
                    "Rule",
                    "",
                    List.of(new Change(2, new Scope("acme", "web"), NOON, alert))),
                NOON);
    assertThat(outgoing.url()).isEqualTo(URL + "/api/v2/alerts");
    JsonObject sent = new JsonArray(outgoing.body()).getJsonObject(0);
    assertThat(sent.getJsonObject("labels").getMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a_b_c", "1",
                "_9x", "2",
                "tenant", "acme",
                "project", "web",
                "alertname", "Rule",
                "severity", "critical",
                "ok_1", "\u00e9"));
    assertThat(sent.getString("startsAt")).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(sent.getString("endsAt")).isEqualTo("2026-03-01T12:05:00Z");
    assertThat(sent.getString("generatorURL"))
        .isEqualTo("https://observe.example/api/v1/alerts/0123456789abcdef");
  }

  @Test
  void alertmanager_urlMayIncludeThePath() {
    for (String url :
        List.of("http://am:9093", "http://am:9093/", "http://am:9093/api/v2/alerts")) {
      assertThat(
              ChannelKind.ALERTMANAGER
                  .format(channel(ChannelKind.ALERTMANAGER, url, null), OURS)
                  .write(message(change(2, firing("a"))), NOON)
                  .url())
          .isEqualTo("http://am:9093/api/v2/alerts");
    }
  }

  @Test
  void slack_isReadable_andTextCannotMentionPeople() {
    Alert nasty =
        AlertFixtures.saying(firing("a"), Severity.CRITICAL, "<!channel> & <http://evil|click>");
    JsonObject body =
        new JsonObject(
            format(ChannelKind.SLACK, null)
                .write(message(change(2, nasty), change(3, resolved("b"))), NOON)
                .body());
    assertThat(body.getString("text")).isEqualTo("*StaleIntent*: 1 firing, 1 resolved");
    JsonObject first = body.getJsonArray("attachments").getJsonObject(0);
    assertThat(first.getString("title"))
        .isEqualTo("[CRITICAL] &lt;!channel&gt; &amp; &lt;http://evil|click&gt;");
    assertThat(first.getString("title_link"))
        .isEqualTo("https://observe.example/api/v1/alerts/" + nasty.id());
    assertThat(first.getString("text"))
        .isEqualTo(
            "Nothing happened to a for 7 days.\nFiring since 2026-03-01T12:00:00Z\n"
                + "<https://observe.example/api/v1/entities/intent/a|evidence 1>");
    assertThat(first.getString("color")).isEqualTo("danger");
    JsonObject second = body.getJsonArray("attachments").getJsonObject(1);
    assertThat(second.getString("color")).isEqualTo("good");
    assertThat(second.getString("text")).contains("resolved at 2026-03-01T12:01:30Z");
  }

  @Test
  void slack_showsTheFirstOfMany() {
    List<Change> many = LongStream.range(2, 502).mapToObj(n -> change(n, firing("n" + n))).toList();
    JsonObject body =
        new JsonObject(
            format(ChannelKind.SLACK, null)
                .write(new AlertMessage(Scope.DEFAULT, "StaleIntent", "again", many), NOON)
                .body());
    assertThat(body.getString("text")).isEqualTo("*StaleIntent*: 500 still firing");
    assertThat(body.getJsonArray("attachments")).hasSize(11);
    assertThat(body.getJsonArray("attachments").getJsonObject(10).getString("text"))
        .isEqualTo("… and <https://observe.example/api/v1/alerts|490 more>");
  }

  private static MessageFormat format(ChannelKind kind, String secret) {
    return kind.format(channel(kind, URL, secret), OURS);
  }

  private static Channel channel(ChannelKind kind, String url, String secret) {
    return new Channel("c", kind, url, secret, Severity.INFO, Duration.ofSeconds(1));
  }

  private static AlertMessage message(Change... changes) {
    return new AlertMessage(Scope.DEFAULT, "StaleIntent", "", List.of(changes));
  }
}
