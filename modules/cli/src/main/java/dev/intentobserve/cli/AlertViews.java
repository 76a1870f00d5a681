package dev.intentobserve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.event.Json;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alerts, deliveries and silences, as the service tells of them. */
final class AlertViews {
  static final String PATH = "/api/v1/alerts";
  private static final String SILENCES = PATH + "/silences";

  private final Verb verb;

  AlertViews(Verb verb) {
    this.verb = verb;
  }

  int list(Query query, int limit) {
    Json.Fields page = query.collect(verb.root.service(), PATH, limit);
    boolean filtered = query.parameters().keySet().stream().anyMatch(AlertViews::isFilter);
    verb.printList(page, alerts(), filtered ? "no such alerts" : "nothing fires, nothing pends");
    return 0;
  }

  private static boolean isFilter(String parameter) {
    return !parameter.equals("limit") && !parameter.equals("cursor");
  }

  int one(String id) {
    verb.print(verb.root.service().get(PATH + "/" + id, Map.of()), Outline::of);
    return 0;
  }

  int test() {
    verb.print(ask("POST", PATH + "/test", null), Outline::of);
    verb.remark("see what became of it: intent-observe alerts deliveries --format text");
    return 0;
  }

  int deliveries(Query query, int limit) {
    Json.Fields page = query.collect(verb.root.service(), PATH + "/deliveries", limit);
    verb.printList(page, deliveries(), "no deliveries");
    return 0;
  }

  int silence(SilenceRequest request) {
    verb.print(ask("POST", SILENCES, request.body()), Outline::of);
    return 0;
  }

  int silences(boolean all) {
    Map<String, String> query = all ? Map.of("which", "all") : Map.of();
    verb.printList(verb.root.service().get(SILENCES, query), silences(), "no silences");
    return 0;
  }

  int unsilence(@Nullable String number) {
    if (number == null || !number.matches("[0-9]{1,18}")) {
      throw CliException.usage("which silence? Give its number, as alerts silences shows it");
    }
    verb.print(ask("DELETE", SILENCES + "/" + number, null), Outline::of);
    return 0;
  }

  private Json.Fields ask(String method, String path, Json.@Nullable Fields body) {
    byte[] bytes = body == null ? null : body.encode().getBytes(UTF_8);
    String type = body == null ? null : Service.JSON;
    return Service.require(verb.root.service().ask(method, path, type, bytes)).json();
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
    return Figures.moment(Fields.text(row, field));
  }

  private static String pairs(Json.Fields labels) {
    return labels.values().keySet().stream()
        .map(name -> Safe.text(name) + "=" + Fields.text(labels, name))
        .collect(Collectors.joining(" "));
  }
}
