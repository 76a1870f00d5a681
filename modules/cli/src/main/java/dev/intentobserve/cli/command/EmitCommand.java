package dev.intentobserve.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.IngestClient;
import dev.intentobserve.cli.client.InputFile;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.JsonPrinter;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "emit",
    header = "Sends one event, or events from standard input.",
    description = {
      "Sends one event, for example:",
      "  emit signal.created --id SIG-1 --title 'Alerts flap' --data confidence:=0.7",
      "With -, sends the JSON or JSON lines on standard input. Prints the receipts."
    })
public final class EmitCommand extends CliCommand {
  private static final int ATTEMPTS = 5;

  @Parameters(index = "0", paramLabel = "TYPE|-", description = "Type of the event, or -.")
  private String type = "";

  @Option(names = "--id", description = "Entity that the event is about, such as SIG-1.")
  private @Nullable String id;

  @Option(names = "--title", description = "Title, for people.")
  private @Nullable String title;

  @Option(
      names = "--data",
      paramLabel = "KEY=VALUE",
      arity = "1..*",
      description = "Further data; KEY:=JSON for a number, flag, array or object.")
  private List<String> data = List.of();

  @Option(names = "--trace", description = "Trace it belongs to, if known.")
  private @Nullable String trace;

  @Option(names = "--parent", description = "Entity it belongs to.")
  private @Nullable String parent;

  @Option(names = "--source", description = "Source of the event (default: cli).")
  private String source = "cli";

  @Option(names = "--actor", description = "Person or agent that did it.")
  private @Nullable String actor;

  @Option(names = "--time", description = "Event time, ISO 8601 (default: now).")
  private @Nullable String time;

  @Option(
      names = "--event-id",
      description = "Your own id of the event, so that it is stored only once.")
  private @Nullable String eventId;

  @Override
  public Integer call() throws IOException {
    byte[] body =
        type.equals(InputFile.STDIN) ? standardInput() : JsonPrinter.line(event()).getBytes(UTF_8);
    String contentType = oneDocument(body) ? ServiceClient.JSON : ServiceClient.LINES;
    IngestClient.Result result =
        new IngestClient(service(), terminal().pause(), ATTEMPTS).send(contentType, body);
    List<Json.Fields> receipts = JsonFields.objects(result.answer(), "receipts");
    print(
        result.answer(),
        receipts,
        () ->
            receipts.stream()
                .map(EmitCommand::summary)
                .collect(Collectors.joining("\n", "", "\n")));
    return result.counts().refused() > 0 ? CliException.REFUSED : 0;
  }

  private byte[] standardInput() throws IOException {
    try (InputStream in = InputFile.open(InputFile.STDIN, terminal())) {
      return InputFile.all(in, InputLimits.DEFAULT.body(), "standard input");
    }
  }

  private static boolean oneDocument(byte[] body) {
    try {
      JsonText.parse(new String(body, UTF_8));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Json.Fields event() {
    Map<String, Json> fields = new LinkedHashMap<>();
    if (title != null) {
      fields.put("title", Json.of(title));
    }
    data.forEach(pair -> putPair(pair, fields));
    Json.Builder event = Json.object();
    if (eventId != null) {
      event.put("event_id", eventId);
    }
    event.put("version", "0.1.0").put("event", type);
    event.put("timestamp", time == null ? terminal().clock().instant().toString() : time);
    event.put("trace_id", trace).put("span_id", id).put("parent_id", parent);
    event.put("source", source);
    if (actor != null) {
      event.put("actor", actor);
    }
    return event.put("data", new Json.Fields(fields)).build();
  }

  private static void putPair(String pair, Map<String, Json> fields) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw CliException.usage("--data takes key=text or key:=json, not '" + pair + "'");
    }
    boolean json = pair.charAt(equals - 1) == ':';
    String name = pair.substring(0, json ? equals - 1 : equals);
    String value = pair.substring(equals + 1);
    try {
      fields.put(name, json ? JsonText.parse(value) : Json.of(value));
    } catch (IllegalArgumentException e) {
      throw CliException.usage("--data " + name + ":= takes JSON: " + e.getMessage());
    }
  }

  private static String summary(Json.Fields receipt) {
    List<String> parts = new ArrayList<>();
    parts.add(JsonFields.text(receipt, "status"));
    parts.add(JsonFields.text(receipt, "event_id"));
    String seq = JsonFields.text(receipt, "seq");
    parts.add(seq.isEmpty() ? "" : "seq " + seq);
    Json.Fields error = receipt.fields("error");
    parts.add(JsonFields.text(error, "code"));
    parts.add(JsonFields.text(error, "message"));
    return String.join("  ", parts.stream().filter(part -> !part.isEmpty()).toList());
  }
}
