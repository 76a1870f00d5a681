package dev.intentobserve.cli.command.slo;

import static dev.intentobserve.cli.GoldenFiles.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.FakeApiServer;
import dev.intentobserve.cli.TestTerminal;
import dev.intentobserve.cli.TestTerminal.CommandResult;
import dev.intentobserve.cli.render.TextWidth;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SloStatusCommandTest {
  private static final String LIST = "GET /api/v1/slos";

  @RegisterExtension private final FakeApiServer service = new FakeApiServer();

  private final TestTerminal terminal = new TestTerminal().env("INTENT_OBSERVE_URL", service.url());

  @Test
  void objectives_areATableAndProblemsANote() throws IOException {
    service.tell(
        LIST,
        200,
        "{\"items\":["
            + TestTerminal.resource("slo.json")
            + ",{\"name\":\"fresh\",\"state\":\"no_data\",\"good\":0,\"bad\":0,\"total\":0,"
            + "\"target\":1,\"budget\":{\"remaining\":null},\"burns\":[],\"message\":\"No case.\"}],"
            + "\"next_cursor\":null,\"problems\":[{\"file\":\"tea.yaml\",\"line\":7,"
            + "\"field\":\"spec.target\",\"message\":\"must be\\u001b[2J above 0\"},"
            + "{\"file\":\"cup.yaml\",\"line\":0,\"field\":\"\",\"message\":\"is no YAML\"}]}");
    CommandResult ran = terminal.run("slo", "--format", "text");
    assertThat(ran.exit()).isZero();
    assertGolden("slos.txt", ran.out() + ran.err());
  }

  @Test
  void noObjectives_isANote() {
    service.tell(LIST, 200, "{\"items\":[],\"next_cursor\":null,\"problems\":[]}");
    assertThat(terminal.run("slo", "--format", "text"))
        .isEqualTo(new CommandResult(0, "", "no objectives\n"));
    assertThat(terminal.run("slo", "--format", "ndjson"))
        .isEqualTo(new CommandResult(0, "", "no objectives\n"));
    assertThat(terminal.run("slo").out()).contains("\"items\": []");
  }

  @Test
  void objective_isShownWithAllDetails() throws IOException {
    service.tell(LIST + "/kettles", 200, TestTerminal.resource("slo.json"));
    CommandResult text = terminal.run("slo", "kettles", "--format", "text");
    CommandResult plain = terminal.env("LANG", "C").run("slo", "kettles", "--format", "text");
    assertThat(text.exit()).isZero();
    assertGolden("slo.txt", text.out() + plain.out());
    assertThat(text.out()).doesNotContain("\u001b");
  }

  @Test
  void state_isColouredOnATerminalOnly() throws IOException {
    service.tell(LIST + "/kettles", 200, TestTerminal.resource("slo.json"));
    assertThat(terminal.interactive().run("slo", "kettles", "--format", "text").out())
        .contains("\u001b[33mwarning\u001b[0m");
  }

  @Test
  void overspentBudget_isAnEmptyBar() throws IOException {
    String overspent = TestTerminal.resource("slo.json").replace("0.375", "-1.25");
    service.tell(LIST + "/kettles", 200, overspent);
    assertThat(terminal.env("LANG", "C").run("slo", "kettles", "--format", "text").out())
        .contains(
            "budget    [------------------------] -125% left, 1.6 failures allowed so far\n"
                + "  forecast  the budget is exhausted\n");
  }

  @Test
  void forecast_isACompleteSentence() throws IOException {
    String duration =
        TestTerminal.resource("slo.json")
            .replaceFirst("\"exhausted\":\"[^\"]*\"", "\"exhausted\":null");
    service.tell(LIST + "/kettles", 200, duration);
    String monthly = duration.replace("\"kind\":\"rolling\"", "\"kind\":\"calendar\"");
    service.tell(LIST + "/monthly", 200, monthly);
    assertThat(terminal.run("slo", "kettles", "--format", "text").out())
        .contains("  forecast  at this rate the budget is never exhausted\n");
    assertThat(terminal.run("slo", "monthly", "--format", "text").out())
        .contains("  forecast  at this rate the budget lasts until the window ends\n");
  }

  /** The message ends with the forecast, which must not be cut off. */
  @Test
  void narrowTerminal_wrapsTheMessage() throws IOException {
    String message =
        "15 of 16 kettles whistled. At this rate the budget is exhausted by 13 Mar 12:00.";
    String long16 =
        TestTerminal.resource("slo.json")
            .replaceFirst("\"message\":\"[^\"]*\"", "\"message\":\"" + message + "\"");
    service.tell(LIST, 200, "{\"items\":[" + long16 + "],\"next_cursor\":null,\"problems\":[]}");
    service.tell(LIST + "/kettles", 200, long16);
    for (int width : new int[] {40, 80, 100, 120, 200}) {
      terminal.env("COLUMNS", String.valueOf(width));
      for (String[] command : new String[][] {{"slo"}, {"slo", "kettles"}}) {
        String[] all =
            Stream.concat(Stream.of(command), Stream.of("--format", "text")).toArray(String[]::new);
        String out = terminal.run(all).out();
        assertThat(out.replaceAll("\\s+", " ")).as(width + " " + out).contains(message);
        if (command.length == 1) {
          assertThat(out.lines()).allMatch(line -> TextWidth.of(line) <= width);
        }
      }
    }
  }

  @Test
  void budgetOfTooFewEvents_isNotShown() throws IOException {
    String few =
        TestTerminal.resource("slo.json")
            .replace("0.375", "-4")
            .replace("\"state\":\"warning\"", "\"state\":\"not_enough_data\"");
    service.tell(LIST + "/kettles", 200, few);
    service.tell(LIST, 200, "{\"items\":[" + few + "],\"next_cursor\":null,\"problems\":[]}");
    assertThat(terminal.run("slo", "kettles", "--format", "text").out())
        .contains("budget    1.6 failures allowed so far\n  burn")
        .doesNotContain("-400%");
    assertThat(terminal.run("slo", "--format", "text").out()).doesNotContain("-400%");
  }

  @Test
  void timings_haveNoEvents_andTimesAreShownToTheSecond() throws IOException {
    String timings =
        TestTerminal.resource("slo.json")
            .replace("\"latency\"", "\"timings\"")
            .replace("11:50:00Z", "11:50:00.123456789Z");
    service.tell(LIST + "/kettles", 200, timings);
    assertThat(terminal.run("slo", "kettles", "--format", "text").out())
        .contains("since 2026-03-10T11:50:00Z\n")
        .doesNotContain("open it");
  }

  @Test
  void events_areListed() throws IOException {
    service.tell(
        LIST + "/kettles/events?outcome=bad&since=24h&limit=2",
        200,
        "{\"items\":[{\"outcome\":\"bad\",\"subject\":\"spec:S-\\u202e1\",\"decided\":"
            + "\"2026-03-10T11:00:00Z\",\"took_seconds\":90.5,\"end_event\":\"e-2\","
            + "\"trace_id\":\"0af7\"},{\"outcome\":\"bad\",\"subject\":null,\"decided\":"
            + "\"2026-03-10T10:00:00Z\",\"event_id\":\"e-1\",\"trace_id\":null,"
            + "\"title\":\"<b>no</b>\"}],\"next_cursor\":null,\"note\":null}");
    CommandResult ran =
        terminal.run(
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
  void objectiveWithoutEvents_saysWhereToLook() {
    service.tell(
        LIST + "/quick/events?limit=100",
        200,
        "{\"items\":[],\"next_cursor\":null,\"note\":\"Timings are no events.\"}");
    assertThat(terminal.run("slo", "quick", "--events", "--format", "text"))
        .isEqualTo(new CommandResult(0, "", "Timings are no events.\n"));
    assertThat(terminal.run("slo", "quick", "--events").out()).contains("Timings are no events.");
  }

  @Test
  void misuse_isExitTwoAndUnknownNamesAreExitTen() {
    assertThat(terminal.run("slo", "--events").exit()).isEqualTo(2);
    assertThat(terminal.run("slo", "--outcome", "bad").exit()).isEqualTo(2);
    assertThat(terminal.run("slo", "kettles", "--outcome", "bad").exit()).isEqualTo(2);
    assertThat(terminal.run("slo", "cups").exit()).isEqualTo(10);
    assertThat(service.asked()).hasSize(1);
  }
}
