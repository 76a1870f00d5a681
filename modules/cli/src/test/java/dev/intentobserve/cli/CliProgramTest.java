package dev.intentobserve.cli;

import static dev.intentobserve.cli.GoldenFiles.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.TestTerminal.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliProgramTest {
  @TempDir Path dir;

  @Test
  void help_namesEveryCommand() throws IOException {
    CommandResult ran = new TestTerminal().run("--help");
    assertThat(ran.exit()).isZero();
    assertGolden("help.txt", ran.out());
  }

  @Test
  void misuse_isExitTwoAndNothingOnStandardOutput() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line :
        new String[] {
          "",
          "frobnicate",
          "trac",
          "events --typ x",
          "emit",
          "trace --format yaml",
          "emit a --data nothing",
          "emit a --data n:=[",
          "events --limit 0",
          "why",
          "trace a --timeout soon",
          "tail x --poll 0s",
          "completion fish",
          "dead-letters show x"
        }) {
      CommandResult ran = new TestTerminal().run(line.isEmpty() ? new String[0] : line.split(" "));
      assertThat(ran.exit()).as(line).isEqualTo(2);
      assertThat(ran.out()).as(line).isEmpty();
      all.append("$ ").append(line).append('\n').append(ran.err());
    }
    assertGolden("misuse.txt", all.toString());
  }

  @Test
  void hostileArgument_isEscapedInTheMessage() {
    assertThat(new TestTerminal().run("events", "--x\u001b[2J").err())
        .isEqualTo(
            "intent-observe: Unknown option: '--x\\u001b[2J'\n"
                + "Try: intent-observe events --help\n");
  }

  @ParameterizedTest
  @CsvSource({"ftp://host", "not a url", "http:///path", "localhost:8080"})
  void invalidUrl_isExitTwelve(String url) {
    CommandResult ran = new TestTerminal().run("events", "--url", url);
    assertThat(ran)
        .isEqualTo(
            new CommandResult(
                12,
                "",
                "intent-observe: '"
                    + url
                    + "' is not the URL of a service, such as http://127.0.0.1:8080\n"));
  }

  @Test
  void unreachableService_isExitOneWithAdvice() throws IOException {
    String url = "http://127.0.0.1:" + IngestCommandsTest.freePort();
    assertThat(new TestTerminal().run("events", "--url", url))
        .isEqualTo(
            new CommandResult(
                1,
                "",
                "intent-observe: no service at " + url + ": is it running? Try: make run\n"));
  }

  @Test
  void errorOfTheService_becomesAnExitCode() throws IOException {
    int[][] cases = {{400, 2}, {401, 5}, {403, 5}, {404, 10}, {413, 2}, {429, 1}, {500, 1}};
    for (int[] expected : cases) {
      try (FakeApiServer service = new FakeApiServer()) {
        service.tell("GET /api/v1/events?limit=100", expected[0], "{\"code\":\"c\"}");
        CommandResult ran = new TestTerminal().run("events", "--url", service.url());
        assertThat(ran.exit()).as("HTTP " + expected[0]).isEqualTo(expected[1]);
        assertThat(ran.err()).startsWith("intent-observe: c (correlation id c-1)\n");
      }
    }
  }

  @Test
  void otherService_isRecognised() throws IOException {
    try (FakeApiServer service = new FakeApiServer()) {
      service.tell("GET /api/v1/events?limit=100", 200, "<html>");
      CommandResult ran = new TestTerminal().run("events", "--url", service.url());
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err())
          .startsWith(
              "intent-observe: the answer is not JSON: is this the address of Intent Observe?");
    }
  }

  @Test
  void key_comesFromAFile() throws IOException {
    Path key = Files.writeString(dir.resolve("key"), "from-file\n");
    try (FakeApiServer service = new FakeApiServer()) {
      new TestTerminal()
          .env("INTENT_OBSERVE_KEY", "from-env")
          .run("events", "--url", service.url(), "--key-file", key.toString());
      assertThat(service.keys()).containsExactly("Bearer from-file");
    }
    CommandResult unreadable =
        new TestTerminal().run("events", "--key-file", dir.resolve("none").toString());
    assertThat(unreadable.exit()).isEqualTo(12);
  }

  @Test
  void validate_namesLineFieldAndReason() throws IOException {
    String input =
        "{\"event\":\"signal.created\",\"timestamp\":\"2026-03-01T10:00:00\",\"span_id\":\"SIG-1\","
            + "\"data\":{}}\n\n{]\n[1]\n{\"x\":1}\n"
            + "x".repeat((1 << 20) + 5);
    StringBuilder all = new StringBuilder();
    for (String format : new String[] {"text", "json", "ndjson"}) {
      CommandResult ran = new TestTerminal().input(input).run("validate", "-", "--format", format);
      assertThat(ran.exit()).isEqualTo(2);
      all.append(ran.out()).append(ran.err());
    }
    assertGolden("validate.txt", all.toString());
  }

  @Test
  void inspect_showsHowAnEventIsInterpreted() throws IOException {
    String input =
        "[{\"event_type\":\"spec.created\",\"spec_id\":\"SPEC-1\",\"intent_id\":\"INT-1\","
            + "\"contracts\":[\"CON-1\"],\"title\":\"A budget\",\"api_key\":\"s3cr3t-value-1234\","
            + "\"timestamp\":\"2026-03-01T10:00:00Z\"}, 7]";
    StringBuilder all = new StringBuilder();
    for (String format : new String[] {"text", "json"}) {
      all.append(new TestTerminal().input(input).run("inspect", "-", "--format", format).out());
    }
    assertThat(all.toString()).doesNotContain("s3cr3t");
    assertGolden("inspect.txt", all.toString());
  }

  @Test
  void completion_knowsCommandsAndOptions() {
    CommandResult bash = new TestTerminal().run("completion", "bash");
    CommandResult zsh = new TestTerminal().run("completion", "zsh");
    assertThat(bash.out()).contains("dead-letters", "--state-dir", "complete -F");
    assertThat(zsh.out()).isEqualTo("autoload -U +X bashcompinit && bashcompinit\n" + bash.out());
  }
}
