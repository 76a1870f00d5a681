package dev.intentobserve.cli.command;

import static dev.intentobserve.cli.GoldenFiles.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.FakeApiServer;
import dev.intentobserve.cli.TestTerminal;
import dev.intentobserve.cli.TestTerminal.CommandResult;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TraceCommandTest {
  @RegisterExtension private final FakeApiServer service = new FakeApiServer();

  private final TestTerminal terminal = new TestTerminal().env("INTENT_OBSERVE_URL", service.url());

  @Test
  void trace_isDrawnAsATree() throws IOException {
    service.tell("GET /api/v1/traces/INT-7", 200, TestTerminal.resource("trace.json"));
    CommandResult ran = terminal.run("trace", "INT-7", "--format", "text", "--width", "110");
    assertGolden("trace.txt", ran.out() + ran.err());
  }

  @Test
  void trace_isDrawnNarrowInAscii() throws IOException {
    service.tell("GET /api/v1/traces/INT-7", 200, TestTerminal.resource("trace.json"));
    CommandResult ran =
        terminal.env("LANG", "C").env("COLUMNS", "72").run("trace", "INT-7", "--format=text");
    assertGolden("trace-narrow.txt", ran.out() + ran.err());
  }

  @Test
  void trace_isColouredOnATerminalOnly() throws IOException {
    service.tell("GET /api/v1/traces/INT-7", 200, TestTerminal.resource("trace.json"));
    CommandResult coloured = terminal.interactive().run("trace", "INT-7", "--format", "text");
    CommandResult plain = terminal.env("NO_COLOR", "1").run("trace", "INT-7", "--format", "text");
    assertThat(coloured.out()).contains("\u001b[32mverified");
    assertThat(plain.out()).doesNotContain("\u001b");
    assertThat(coloured.out().replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain.out());
  }

  @Test
  void brokenTrace_isDrawnToo() throws IOException {
    service.tell("GET /api/v1/traces/odd", 200, TestTerminal.resource("trace-odd.json"));
    CommandResult ran = terminal.run("trace", "odd", "--format", "text");
    assertGolden("trace-odd.txt", ran.out() + ran.err());
  }

  @Test
  void traces_areListedWithoutAnId() throws IOException {
    service.tell(
        "GET /api/v1/traces?state=accepted&stalled_for=7d&q=boil%20dry&limit=100",
        200, TestTerminal.resource("traces.json"));
    CommandResult ran =
        terminal.run(
            "trace",
            "--state",
            "accepted",
            "--stalled-for",
            "7d",
            "-q",
            "boil dry",
            "--format",
            "text");
    assertGolden("traces.txt", ran.out() + ran.err());
  }

  @Test
  void missingTrace_isExitTen() {
    service.tell(
        "GET /api/v1/traces/INT%2F9",
        404,
        "{\"code\":\"trace_not_found\",\"message\":\"Nothing leads there.\","
            + "\"correlation_id\":\"c-9\",\"retryable\":false}");
    assertThat(terminal.run("trace", "INT/9"))
        .isEqualTo(
            new CommandResult(
                10,
                "",
                "intent-observe: trace_not_found: Nothing leads there. (correlation id c-9)\n"));
  }
}
