package dev.intentobserve.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.JsonOutline;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alerts, deliveries and silences, as the service tells of them. */
final class AlertActions {
  static final String PATH = "/api/v1/alerts";
  private static final String SILENCES = PATH + "/silences";

  private final CliCommand command;

  AlertActions(CliCommand command) {
    this.command = command;
  }

  int list(ListQuery query, int limit) {
    Json.Fields page = query.collect(command.root.service(), PATH, limit);
    boolean filtered = query.parameters().keySet().stream().anyMatch(AlertActions::isFilter);
    command.printList(page, alerts(), filtered ? "no such alerts" : "no active alerts");
    return 0;
  }

  private static boolean isFilter(String parameter) {
    return !parameter.equals("limit") && !parameter.equals("cursor");
  }

  int one(String id) {
    command.print(command.root.service().get(PATH + "/" + id, Map.of()), JsonOutline::of);
    return 0;
  }

  int test() {
    command.print(ask("POST", PATH + "/test", null), JsonOutline::of);
    command.remark("check the result: intent-observe alerts deliveries --format text");
    return 0;
  }

  int deliveries(ListQuery query, int limit) {
    Json.Fields page = query.collect(command.root.service(), PATH + "/deliveries", limit);
    command.printList(page, deliveries(), "no deliveries");
    return 0;
  }

  int silence(SilenceRequest request) {
    command.print(ask("POST", SILENCES, request.body()), JsonOutline::of);
    return 0;
  }

  int silences(boolean all) {
    Map<String, String> query = all ? Map.of("which", "all") : Map.of();
    command.printList(command.root.service().get(SILENCES, query), silences(), "no silences");
    return 0;
  }

  int unsilence(@Nullable String number) {
    if (number == null || !number.matches("[0-9]{1,18}")) {
      throw CliException.usage("which silence? Give its number, as alerts silences shows it");
    }
    command.print(ask("DELETE", SILENCES + "/" + number, null), JsonOutline::of);
    return 0;
  }

  private Json.Fields ask(String method, String path, Json.@Nullable Fields body) {
    byte[] bytes = body == null ? null : body.encode().getBytes(UTF_8);
    String type = body == null ? null : ServiceClient.JSON;
    return ServiceClient.require(command.root.service().ask(method, path, type, bytes)).json();
  }

  private static TextTable alerts() {
    return new TextTable("no alerts")
        .left("ID", "id")
        .left("STATE", "state")
        .left("SEVERITY", "severity")
        .left("RULE", "rule")
        .left("SINCE", row -> moment(row, "since"))
        .left("SILENCED", "silenced_by")
        .prose("SUMMARY", "summary");
  }

  private static TextTable deliveries() {
    return new TextTable("no deliveries")
        .left("AT", row -> moment(row, "at"))
        .left("CHANNEL", "channel")
        .left("OUTCOME", "outcome")
        .right("ATTEMPT", "attempt")
        .left("ALERT", "alert")
        .left("RULE", "rule")
        .left("STATE", "state")
        .prose("DETAIL", "detail");
  }

  private static TextTable silences() {
    return new TextTable("no silences")
        .right("ID", "id")
        .left("STATE", "state")
        .left("STARTS", row -> moment(row, "starts"))
        .left("ENDS", row -> moment(row, "ends"))
        .left("AUTHOR", "author")
        .left("MATCHES", row -> pairs(row.fields("matchers")))
        .prose("REASON", "reason");
  }

  private static String moment(Json.Fields row, String field) {
    return NumberText.moment(JsonFields.text(row, field));
  }

  private static String pairs(Json.Fields labels) {
    return labels.values().keySet().stream()
        .map(name -> SafeText.singleLine(name) + "=" + JsonFields.text(labels, name))
        .collect(Collectors.joining(" "));
  }
}
