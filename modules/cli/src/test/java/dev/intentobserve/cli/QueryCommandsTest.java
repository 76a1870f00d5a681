package dev.intentobserve.cli;

import static dev.intentobserve.cli.GoldenFiles.assertGolden;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.FakeApiServer.Asked;
import dev.intentobserve.cli.TestTerminal.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandsTest {
  private static final String EVENTS =
      "{\"items\":[{\"event_id\":\"e1\",\"seq\":41,\"type\":\"signal.created\","
          + "\"source\":\"slack\",\"entity\":{\"kind\":\"signal\",\"id\":\"SIG-1\"},"
          + "\"event_time\":\"2026-03-09T10:00:00Z\",\"flags\":[\"zoneless_time\",\"redacted\"],"
          + "\"title\":\"A \u202etrap\\u001b[2J\",\"body\":{\"n\":1.50}}],\"next_cursor\":";

  @TempDir Path dir;
  @RegisterExtension private final FakeApiServer service = new FakeApiServer();

  private final TestTerminal terminal =
      new TestTerminal().env("INTENT_OBSERVE_URL", service.url() + "/");

  @Test
  void events_areFilteredByTheService() {
    service.tell(
        "GET /api/v1/events?type=signal.*&entity=signal%3ASIG-1&q=a%20b&order=asc&limit=5",
        200, "{\"items\":[],\"next_cursor\":null}");
    CommandResult ran =
        terminal.run(
            "events",
            "--type",
            "signal.*",
            "--entity",
            "signal:SIG-1",
            "-q",
            "a b",
            "--order",
            "asc",
            "--limit",
            "5",
            "--format",
            "text");
    assertThat(ran).isEqualTo(new CommandResult(0, "no events\n", ""));
  }

  @Test
  void events_cannotControlATerminal() throws IOException {
    service.tell("GET /api/v1/events?limit=100", 200, EVENTS + "null}");
    String all = "";
    for (String format : new String[] {"json", "text", "ndjson"}) {
      all += terminal.run("events", "--format", format).out();
    }
    assertGolden("events.txt", all);
  }

  @Test
  void events_areCollectedPageByPage() {
    service.tell("GET /api/v1/events?limit=3", 200, EVENTS + "\"next 1\"}");
    service.tell("GET /api/v1/events?limit=2&cursor=next%201", 200, EVENTS + "null}");
    assertThat(terminal.run("events", "--limit", "3", "--format", "ndjson").out().lines())
        .hasSize(2);
  }

  @Test
  void export_writesBodiesByteForByte() throws IOException {
    String spaced = " {\"a\" : \"\\u00e9\\/\", \"n\":1.0E+2,\"body\":[{\"}\":\"\\\\\"}]}\t";
    byte[] odd = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}', '\r'};
    String first =
        "{\"event_id\":\"e1\",\"title\":\"\\\"body\\\":\",\"body\":"
            + spaced
            + "}\n{\"event_id\":\"e2\",\"body_base64\":\""
            + Base64.getEncoder().encodeToString(odd)
            + "\"}\n";
    String last =
        "{\"event_id\":\"e3\",\"body\":{\"a\": 1},\"body_base64\":\""
            + Base64.getEncoder().encodeToString("{\"a\":\n1}".getBytes(UTF_8))
            + "\"}\n";
    String path = "GET /api/v1/events?type=signal.created&order=asc&limit=200";
    service.tell(path, 200, first, "X-Next-Cursor", "c 2");
    service.tell(path + "&cursor=c%202", 200, last);
    Path file = dir.resolve("out.jsonl");
    CommandResult ran = terminal.run("export", "--type", "signal.created", "-o", file.toString());
    assertThat(ran).isEqualTo(new CommandResult(0, "", "3 events\n"));
    assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
        .isEqualTo(spaced + "\n{\"a\":\"\u00ff\"}\r\n{\"a\": 1}\n");
    assertThat(dir.toFile().list()).containsExactly("out.jsonl");
  }

  @Test
  void why_showsHowAnEventWasProcessed() throws IOException {
    service.tell("GET /api/v1/events/app%23e%2F1", 200, TestTerminal.resource("why.json"));
    assertGolden("why.txt", terminal.run("why", "app#e/1", "--format", "text").out());
  }

  @Test
  void entity_isOutlined() throws IOException {
    service.tell("GET /api/v1/entities/signal/SIG-1", 200, TestTerminal.resource("entity.json"));
    assertGolden("entity.txt", terminal.run("entities", "signal", "SIG-1", "--format=text").out());
  }

  @Test
  void entities_areListed() {
    service.tell(
        "GET /api/v1/entities?state=captured&kind=signal&limit=100",
        200,
        "{\"items\":[{\"kind\":\"signal\",\"id\":\"SIG-1\",\"state\":\"captured\",\"level\":\"L1\","
            + "\"trust\":\"0.5\",\"title\":\"支払い\",\"last_seen\":\"2026-03-09T10:00:00Z\"}],"
            + "\"next_cursor\":null}");
    assertThat(terminal.run("entities", "signal", "--state", "captured", "--format", "text").out())
        .isEqualTo(
            "KIND    ID     STATE     LEVEL  TRUST  LAST SEEN             TITLE\n"
                + "signal  SIG-1  captured  L1     0.5    2026-03-09T10:00:00Z  支払い\n");
  }

  @Test
  void entities_haveAllFiltersOfTheService() {
    service.tell(
        "GET /api/v1/entities?state=active&level=L3&source=git-hook&product=tea%20pot"
            + "&cluster=CLU-7&id_prefix=SIG-&kind=signal&limit=100",
        200, "{\"items\":[],\"next_cursor\":null}");
    assertThat(
            terminal
                .run(
                    "entities",
                    "signal",
                    "--state=active",
                    "--level=L3",
                    "--source=git-hook",
                    "--product=tea pot",
                    "--cluster=CLU-7",
                    "--id-prefix=SIG-",
                    "--format=text")
                .out())
        .isEqualTo("no entities\n");
  }

  @Test
  void deadLetters_areListedShownRetriedAndDiscarded() throws IOException {
    String deadLetter =
        "{\"id\":7,\"receiver\":\"http\",\"source\":\"unknown\",\"origin\":\"line 3\","
            + "\"reason\":\"malformed_json\",\"detail\":\"column 2\",\"digest\":\"d\",\"size\":2,"
            + "\"received_time\":\"2026-03-09T10:00:00Z\",\"times\":1,\"status\":\"open\","
            + "\"note\":null";
    String items = "{\"items\":[" + deadLetter + "}],\"next_cursor\":null}";
    service.tell("GET /api/v1/dead-letters?limit=100", 200, items);
    service.tell("GET /api/v1/dead-letters/7", 200, deadLetter + ",\"body\":\"{]\"}");
    service.tell(
        "POST /api/v1/dead-letters/7/retry", 200, "{\"received\":1,\"stored\":1,\"receipts\":[]}");
    service.tell(
        "DELETE /api/v1/dead-letters/7?reason=a%20test",
        200, deadLetter.replace("\"open\"", "\"discarded\"") + "}");
    Path repaired = Files.writeString(dir.resolve("fixed.json"), "{\"event\":\"a\"}");
    StringBuilder all = new StringBuilder();
    for (String[] args :
        new String[][] {
          {"dead-letters"},
          {"dead-letters", "show", "7"},
          {"dead-letters", "retry", "7", "--file", repaired.toString()},
          {"dead-letters", "discard", "7", "--reason", "a test"},
          {"dead-letters", "discard", "7"},
          {"dead-letters", "show"},
          {"dead-letters", "bury"}
        }) {
      CommandResult ran = terminal.env("COLUMNS", "100").run(withText(args));
      all.append("exit ").append(ran.exit()).append('\n').append(ran.out()).append(ran.err());
    }
    assertGolden("dead-letters.txt", all.toString());
    assertThat(service.asked())
        .contains(
            new Asked("POST /api/v1/dead-letters/7/retry application/json", "{\"event\":\"a\"}"));
  }

  @Test
  void doctor_findsAHealthyService() throws IOException {
    healthyService("true");
    CommandResult ran = terminal.clock(InstantSource.system()).run("doctor", "--format", "text");
    assertThat(ran.exit()).isZero();
    assertGolden("doctor-well.txt", withoutJava(ran.out()));
  }

  @Test
  void doctor_reportsProblems() throws IOException {
    healthyService("false");
    service.tell("GET /health/ready", 503, "{\"status\":\"down\"}");
    service.tell(
        "GET /api/v1/slos",
        200,
        "{\"items\":[],\"problems\":[{\"file\":\"tea.yaml\",\"line\":7,\"field\":\"spec.target\","
            + "\"message\":\"must be above 0\"}]}");
    service.tell(
        "GET /api/v1/alerts?state=firing&limit=1000",
        200,
        "{\"items\":[{\"severity\":\"critical\"},{\"severity\":\"info\"}],\"next_cursor\":\"c\"}");
    service.tell(
        "GET /api/v1/alerts/deliveries?limit=1000",
        200,
        "{\"items\":[{\"channel\":\"slack\",\"outcome\":\"silenced\"},"
            + "{\"channel\":\"slack\",\"outcome\":\"failed\",\"detail\":\"HTTP 500\\u001b\"},"
            + "{\"channel\":\"slack\",\"outcome\":\"delivered\"},"
            + "{\"channel\":\"hook\",\"outcome\":\"delivered\"},"
            + "{\"channel\":\"hook\",\"outcome\":\"failed\"}]}");
    CommandResult ran = terminal.run("doctor", "--format", "text");
    assertThat(ran.exit()).isEqualTo(1);
    assertGolden("doctor-ill.txt", withoutJava(ran.out()));
  }

  @Test
  void doctor_reportsBacklogsAndFailedItems() throws IOException {
    service.tell(
        "GET /health/ready",
        503,
        """
        {"status":"down","components":{
         "store":{"status":"down","reason":"store_full","message":"The disk is full."},
         "trace":{"status":"up","events_behind":2,"traces_behind":3},
         "summaries":{"status":"lagging","oldest_seconds":4000,"set_aside":2,"longest_aside":[
          {"root":"cluster:CLU-1","trace_id":"ab12","attempts":3,"since":"2026-03-01T12:00:00Z",
           "next_try":"2026-03-01T12:01:00Z","error":"query_too_slow"}]},
         "export.traces":{"status":"lagging","events_behind":8,"failing_seconds":90,
          "failures":4,"error":"unreachable"}}}
        """);
    healthyService("true");
    CommandResult ran = terminal.clock(InstantSource.system()).run("doctor", "--format", "text");
    assertThat(ran.exit()).isEqualTo(1);
    assertGolden("doctor-lagging.txt", withoutJava(ran.out()));
  }

  private void healthyService(String balanced) {
    service.tell("GET /version", 200, "{\"version\":\"0.1.0\",\"commit\":\"abc\"}");
    if (balanced.equals("true")) {
      service.tell("GET /health/ready", 200, "{\"status\":\"up\"}");
      service.tell("GET /api/v1/slos", 200, "{\"items\":[{},{}],\"problems\":[]}");
      service.tell("GET /api/v1/alerts?state=firing&limit=1000", 200, "{\"items\":[]}");
      service.tell(
          "GET /api/v1/alerts/deliveries?limit=1000",
          200,
          "{\"items\":[{\"channel\":\"hook\",\"outcome\":\"delivered\"}]}");
    }
    service.tell(
        "GET /api/v1/sources",
        200,
        "{\"items\":[],\"totals\":{\"received\":10,\"stored\":7,\"duplicates\":1,"
            + "\"refused\":{\"malformed_json\":1,\"too_deep\":1},\"balanced\":"
            + balanced
            + "}}");
  }

  /** Without the lines about the JDK and the clock, which differ from run to run. */
  private static String withoutJava(String text) {
    return text.replaceAll("(?m)^.{6}java .*\n", "").replaceAll("(?m)^.{6}clock .*\n( .*\n)?", "");
  }

  private static String[] withText(String[] args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--format=text";
    return all;
  }
}
