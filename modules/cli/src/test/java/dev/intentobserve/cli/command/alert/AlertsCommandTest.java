package dev.intentobserve.cli.command.alert;

import static dev.intentobserve.cli.GoldenFiles.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.FakeApiServer;
import dev.intentobserve.cli.FakeApiServer.Asked;
import dev.intentobserve.cli.IngestCommandsTest;
import dev.intentobserve.cli.TestTerminal;
import dev.intentobserve.cli.TestTerminal.CommandResult;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class AlertsCommandTest {
  private static final String ALERTS = "/api/v1/alerts";
  private static final String ID = "0123456789abcdef";

  /** With control, bidirectional and line-breaking characters, and with markup. */
  private static final String HOSTILE =
      "{\"id\":\"0123456789abcdef\",\"rule\":\"StaleIntent\",\"severity\":\"warning\","
          + "\"state\":\"firing\",\"labels\":{\"intent\":\"INT-3\\u001b]0;x\\u0007\"},"
          + "\"summary\":\"Intent \\u202eINT-3\\u001b[2J stands\\nstill <script>\\u0000\","
          + "\"description\":\"Nothing\\u2028happened.\",\"value\":9.5,"
          + "\"since\":\"2026-03-10T11:55:00Z\",\"fired\":\"2026-03-10T11:58:00Z\","
          + "\"resolved\":null,\"evidence\":[\"/api/v1/traces/INT-3\"],\"change\":7,"
          + "\"changed_at\":\"2026-03-10T11:58:27Z\",\"silenced_by\":[1,4],"
          + "\"links\":{\"trace\":\"/api/v1/traces/INT-3\"}}";

  private static final String SILENCE =
      "{\"id\":3,\"state\":\"active\",\"matchers\":{\"intent\":\"INT-7\",\"rule\":\"StaleIntent\"},"
          + "\"author\":\"ann\",\"reason\":\"planned \\u001b[2Jmove\","
          + "\"starts\":\"2026-03-10T12:00:00Z\",\"ends\":\"2026-03-10T14:00:00Z\",\"ended\":null}";

  @RegisterExtension private final FakeApiServer service = new FakeApiServer();

  private final TestTerminal terminal = new TestTerminal().env("INTENT_OBSERVE_URL", service.url());

  private static String list(String item) {
    return "{\"items\":[" + item + "],\"next_cursor\":null}";
  }

  @Test
  void alerts_areEscapedInEveryFormat() throws IOException {
    service.tell("GET " + ALERTS + "?limit=100", 200, list(HOSTILE));
    service.tell("GET " + ALERTS + "/" + ID, 200, HOSTILE);
    StringBuilder all = new StringBuilder();
    for (String[] args :
        new String[][] {
          {"alerts", "--format=text"},
          {"alerts", "--format=ndjson"},
          {"alerts", ID, "--format=text"},
          {"alerts", ID}
        }) {
      CommandResult ran = terminal.run(args);
      assertThat(ran.exit()).isZero();
      all.append(ran.out()).append(ran.err());
    }
    assertThat(all.toString()).doesNotContain("\u001b", "\u202e", "\u2028", "\u0000");
    assertGolden("alerts.txt", all.toString());
  }

  @Test
  void filters_areSentToTheService() {
    String path = "GET " + ALERTS + "?rule=SloBurn&severity=critical&state=resolved&limit=5";
    service.tell(path, 200, list(""));
    assertThat(
            terminal.run(
                "alerts",
                "list",
                "--state",
                "resolved",
                "--rule",
                "SloBurn",
                "--severity",
                "critical",
                "--limit",
                "5",
                "--format",
                "text"))
        .isEqualTo(new CommandResult(0, "", "no such alerts\n"));
  }

  @Test
  void noAlerts_isANote() {
    service.tell("GET " + ALERTS + "?limit=100", 200, list(""));
    assertThat(terminal.run("alerts", "--format", "text"))
        .isEqualTo(new CommandResult(0, "", "no active alerts\n"));
    assertThat(terminal.run("alerts"))
        .isEqualTo(
            new CommandResult(
                0, "{\n  \"items\": [],\n  \"next_cursor\": null\n}\n", "no active alerts\n"));
  }

  @Test
  void silence_isCreatedListedAndEnded() throws IOException {
    String silences = ALERTS + "/silences";
    service.tell("POST " + silences, 200, SILENCE);
    service.tell("GET " + silences, 200, list(SILENCE));
    service.tell("GET " + silences + "?which=all", 200, list(""));
    service.tell("DELETE " + silences + "/3", 200, SILENCE.replace("active", "ended"));
    StringBuilder all = new StringBuilder();
    for (String[] args :
        new String[][] {
          {
            "alerts",
            "silence",
            "--match",
            "rule=StaleIntent",
            "--match",
            "intent=INT-7",
            "--for",
            "2h",
            "--reason",
            "planned move"
          },
          {"alerts", "silences"},
          {"alerts", "silences", "--all"},
          {"alerts", "unsilence", "3"}
        }) {
      CommandResult ran = terminal.run(withText(args));
      all.append("exit ").append(ran.exit()).append('\n').append(ran.out()).append(ran.err());
    }
    assertGolden("silences.txt", all.toString());
    assertThat(service.asked().getFirst())
        .isEqualTo(
            new Asked(
                "POST /api/v1/alerts/silences application/json",
                "{\"matchers\":{\"rule\":\"StaleIntent\",\"intent\":\"INT-7\"},"
                    + "\"reason\":\"planned move\",\"duration\":\"2h\"}"));
  }

  @Test
  void test_firesAndSaysHowToCheck() {
    service.tell("POST " + ALERTS + "/test", 200, HOSTILE);
    CommandResult ran = terminal.run("alerts", "test");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("\"rule\": \"StaleIntent\"").doesNotContain("\u001b");
    assertThat(ran.err()).contains("alerts deliveries");
  }

  @Test
  void test_needsTheRole() {
    service.tell("POST " + ALERTS + "/test", 403, "{\"code\":\"admin_required\"}");
    assertThat(terminal.run("alerts", "test").exit()).isEqualTo(5);
  }

  @Test
  void deliveries_areATable() throws IOException {
    service.tell(
        "GET " + ALERTS + "/deliveries?channel=slack&outcome=failed&limit=100",
        200,
        list(
            "{\"at\":\"2026-03-10T12:00:00Z\",\"channel\":\"slack\",\"outcome\":\"failed\","
                + "\"attempt\":2,\"detail\":\"HTTP 500\\u001b[2J\",\"alert\":\"0123456789abcdef\","
                + "\"rule\":\"StaleIntent\",\"state\":\"firing\",\"change\":7}"));
    CommandResult ran =
        terminal.run(
            "alerts",
            "deliveries",
            "--channel",
            "slack",
            "--outcome",
            "failed",
            "--format",
            "text");
    assertGolden("deliveries.txt", ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "alerts frobnicate",
    "alerts 0123456789abcdef 3",
    "alerts test --reason x",
    "alerts 0123456789abcdef --state firing",
    "alerts --for 2h",
    "alerts unsilence",
    "alerts unsilence x",
    "alerts silence --for 2h --reason x",
    "alerts silence --match rule=x --for 2h",
    "alerts silence --match rule=x --reason x",
    "alerts silence --match rule=x --reason x --for 2h --until 2026-03-11",
    "alerts silence --match rule --reason x --for 2h",
    "alerts silence --match a=1 --match a=2 --reason x --for 2h",
    "alerts follow --after x",
    "alerts --limit 0"
  })
  void misuse_isExitTwoWithoutARequest(String line) {
    CommandResult ran = terminal.run(line.split(" "));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("intent-observe: ");
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void follow_resumesAfterTheLastCompleteChange() {
    String stream = "GET " + ALERTS + "/stream?rule=StaleIntent";
    String first =
        "retry: 2000\n\nid: 6\n\n: still here\n\n" + change(7) + "id: 8\nevent: firing\n";
    service.tell(stream, 200, first);
    service.tell(stream, 503, "{\"code\":\"too_many_streams\"}");
    service.tell(stream, 200, change(8) + "id: 9\n\n");
    service.tell(stream, 200, change(10));
    CommandResult ran =
        terminal
            .sleeper(duration -> duration.isZero() || service.asked().size() < 4)
            .run("alerts", "follow", "--rule", "StaleIntent", "--format", "text");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo(told(7) + told(8) + told(10));
    assertThat(service.resumed()).containsExactly("null", "7", "7", "9");
    assertThat(terminal.slept()).containsOnly(Duration.ofSeconds(2));
    assertThat(ran.err())
        .isEqualTo(
            "connection lost; continuing after change 7\n"
                + "connection lost; continuing after change 9\n"
                + "connection lost; continuing after change 10\n");
  }

  @Test
  void follow_writesOneObjectPerLine() {
    service.tell("GET " + ALERTS + "/stream", 200, change(7) + change(8));
    CommandResult ran = terminal.sleeper(Duration::isZero).run("alerts", "follow", "--after", "6");
    assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"rule\":"));
    assertThat(service.resumed()).containsExactly("6");
  }

  @Test
  void follow_endsWhenStopped() {
    service.tell("GET " + ALERTS + "/stream", 200, change(7));
    assertThat(terminal.sleeper(duration -> false).run("alerts", "follow").exit()).isZero();
  }

  @Test
  void follow_ofARejectingService_endsWithItsExitCode() throws IOException {
    service.tell("GET " + ALERTS + "/stream", 401, "{\"code\":\"token_missing\"}");
    assertThat(terminal.run("alerts", "follow").exit()).isEqualTo(5);
    String freeUrl = "http://127.0.0.1:" + IngestCommandsTest.freePort();
    assertThat(terminal.run("alerts", "follow", "--after", "3", "--url", freeUrl).exit())
        .isEqualTo(1);
  }

  private static String change(int number) {
    return "id: "
        + number
        + "\nevent: firing\ndata: {\"rule\":\"StaleIntent\",\"severity\":\"warning\","
        + "\"state\":\"firing\",\"changed_at\":\"2026-03-10T12:00:00Z\",\"summary\":\"\\u202en"
        + number
        + "\"}\n\n";
  }

  private static String told(int number) {
    return "2026-03-10T12:00:00Z  firing    warning   StaleIntent  \\u202en" + number + "\n";
  }

  private static String[] withText(String[] args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--format=text";
    return all;
  }
}
