package dev.intentobserve.cli;

import static dev.intentobserve.cli.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.Shell.Ran;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SloStatusTest {
  private static final String LIST = "GET /api/v1/slos";

  private FakeService service;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    service = new FakeService();
    shell = new Shell().env("INTENT_OBSERVE_URL", service.url());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void objectives_areATableAndProblemsARemark() throws IOException {
    service.tell(
        LIST,
        200,
        "{\"items\":["
            + Shell.resource("slo.json")
            + ",{\"name\":\"fresh\",\"state\":\"no_data\",\"good\":0,\"bad\":0,\"total\":0,"
            + "\"target\":1,\"budget\":{\"remaining\":null},\"burns\":[],\"message\":\"No case.\"}],"
            + "\"next_cursor\":null,\"problems\":[{\"file\":\"tea.yaml\",\"line\":7,"
            + "\"field\":\"spec.target\",\"message\":\"must be\\u001b[2J above 0\"},"
            + "{\"file\":\"cup.yaml\",\"line\":0,\"field\":\"\",\"message\":\"is no YAML\"}]}");
    Ran ran = shell.run("slo", "--format", "text");
    assertThat(ran.exit()).isZero();
    assertGolden("slos.txt", ran.out() + ran.err());
  }

  @Test
  void noObjectives_isSaidInWords() {
    service.tell(LIST, 200, "{\"items\":[],\"next_cursor\":null,\"problems\":[]}");
    assertThat(shell.run("slo", "--format", "text")).isEqualTo(new Ran(0, "", "no objectives\n"));
    assertThat(shell.run("slo", "--format", "ndjson")).isEqualTo(new Ran(0, "", "no objectives\n"));
    assertThat(shell.run("slo").out()).contains("\"items\": []");
  }

  @Test
  void objective_isASmallPage() throws IOException {
    service.tell(LIST + "/kettles", 200, Shell.resource("slo.json"));
    Ran text = shell.run("slo", "kettles", "--format", "text");
    Ran plain = shell.env("LANG", "C").run("slo", "kettles", "--format", "text");
    assertThat(text.exit()).isZero();
    assertGolden("slo.txt", text.out() + plain.out());
    assertThat(text.out()).doesNotContain("\u001b");
  }

  @Test
  void state_isColouredOnATerminalOnly() throws IOException {
    service.tell(LIST + "/kettles", 200, Shell.resource("slo.json"));
    assertThat(shell.terminal().run("slo", "kettles", "--format", "text").out())
        .contains("\u001b[33mwarning\u001b[0m");
  }

  @Test
  void overspentBudget_isAnEmptyBar() throws IOException {
    String overspent = Shell.resource("slo.json").replace("0.375", "-1.25");
    service.tell(LIST + "/kettles", 200, overspent);
    assertThat(shell.env("LANG", "C").run("slo", "kettles", "--format", "text").out())
        .contains(
            "budget    [------------------------] -125% left, 1.6 failures allowed so far\n"
                + "  forecast  the budget is spent\n");
  }

  @Test
  void forecast_isAWholeSentence() throws IOException {
    String lasting =
        Shell.resource("slo.json").replaceFirst("\"exhausted\":\"[^\"]*\"", "\"exhausted\":null");
    service.tell(LIST + "/kettles", 200, lasting);
    String monthly = lasting.replace("\"kind\":\"rolling\"", "\"kind\":\"calendar\"");
    service.tell(LIST + "/monthly", 200, monthly);
    assertThat(shell.run("slo", "kettles", "--format", "text").out())
        .contains("  forecast  at this rate the budget is never spent\n");
    assertThat(shell.run("slo", "monthly", "--format", "text").out())
        .contains("  forecast  at this rate the budget lasts until the window ends\n");
  }

  /** The message ends in the forecast: of all it says, that may be lost least. */
  @Test
  void narrowTerminal_losesNothingOfTheMessage() throws IOException {
    String message = "15 of 16 kettles whistled. At this rate the budget is spent by 13 Mar 12:00.";
    String long16 =
        Shell.resource("slo.json")
            .replaceFirst("\"message\":\"[^\"]*\"", "\"message\":\"" + message + "\"");
    service.tell(LIST, 200, "{\"items\":[" + long16 + "],\"next_cursor\":null,\"problems\":[]}");
    service.tell(LIST + "/kettles", 200, long16);
    for (int width : new int[] {40, 80, 100, 120, 200}) {
      shell.env("COLUMNS", String.valueOf(width));
      for (String[] command : new String[][] {{"slo"}, {"slo", "kettles"}}) {
        String[] all =
            Stream.concat(Stream.of(command), Stream.of("--format", "text")).toArray(String[]::new);
        String out = shell.run(all).out();
        assertThat(out.replaceAll("\\s+", " ")).as(width + " " + out).contains(message);
        if (command.length == 1) {
          assertThat(out.lines()).allMatch(line -> Width.of(line) <= width);
        }
      }
    }
  }

  @Test
  void budgetOfTooFewCases_isNotTold() throws IOException {
    String few =
        Shell.resource("slo.json")
            .replace("0.375", "-4")
            .replace("\"state\":\"warning\"", "\"state\":\"not_enough_data\"");
    service.tell(LIST + "/kettles", 200, few);
    service.tell(LIST, 200, "{\"items\":[" + few + "],\"next_cursor\":null,\"problems\":[]}");
    assertThat(shell.run("slo", "kettles", "--format", "text").out())
        .contains("budget    1.6 failures allowed so far\n  burn")
        .doesNotContain("-400%");
    assertThat(shell.run("slo", "--format", "text").out()).doesNotContain("-400%");
  }

  @Test
  void timings_haveNoEventsToOpen_andMomentsAreShownToTheSecond() throws IOException {
    String timings =
        Shell.resource("slo.json")
            .replace("\"latency\"", "\"timings\"")
            .replace("11:50:00Z", "11:50:00.123456789Z");
    service.tell(LIST + "/kettles", 200, timings);
    assertThat(shell.run("slo", "kettles", "--format", "text").out())
        .contains("since 2026-03-10T11:50:00Z\n")
        .doesNotContain("open it");
  }

  @Test
  void cases_areOpened() throws IOException {
    service.tell(
        LIST + "/kettles/events?outcome=bad&since=24h&limit=2",
        200,
        "{\"items\":[{\"outcome\":\"bad\",\"subject\":\"spec:S-\\u202e1\",\"decided\":"
            + "\"2026-03-10T11:00:00Z\",\"took_seconds\":90.5,\"end_event\":\"e-2\","
            + "\"trace_id\":\"0af7\"},{\"outcome\":\"bad\",\"subject\":null,\"decided\":"
            + "\"2026-03-10T10:00:00Z\",\"event_id\":\"e-1\",\"trace_id\":null,"
            + "\"title\":\"<b>no</b>\"}],\"next_cursor\":null,\"note\":null}");
    Ran ran =
        shell.run(
            "slo",
            "kettles",
            "--events",
            "--outcome",
            "bad",
            "--since",
            "24h",
            "--limit",
            "2",
            "--format",
            "text");
    assertThat(ran.exit()).isZero();
    assertGolden("slo-events.txt", ran.out());
  }

  @Test
  void whatIsNoEvent_saysWhereToLook() {
    service.tell(
        LIST + "/quick/events?limit=100",
        200,
        "{\"items\":[],\"next_cursor\":null,\"note\":\"Timings are no events.\"}");
    assertThat(shell.run("slo", "quick", "--events", "--format", "text"))
        .isEqualTo(new Ran(0, "", "Timings are no events.\n"));
    assertThat(shell.run("slo", "quick", "--events").out()).contains("Timings are no events.");
  }

  @Test
  void misuse_isExitTwoAndUnknownNamesAreExitTen() {
    assertThat(shell.run("slo", "--events").exit()).isEqualTo(2);
    assertThat(shell.run("slo", "--outcome", "bad").exit()).isEqualTo(2);
    assertThat(shell.run("slo", "kettles", "--outcome", "bad").exit()).isEqualTo(2);
    assertThat(shell.run("slo", "cups").exit()).isEqualTo(10);
    assertThat(service.asked()).hasSize(1);
  }
}
