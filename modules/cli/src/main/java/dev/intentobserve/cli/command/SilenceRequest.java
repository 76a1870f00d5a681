package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.model.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked for with {@code alerts silence}. */
record SilenceRequest(
    List<String> match,
    @Nullable String reason,
    @Nullable String author,
    @Nullable String from,
    @Nullable String until,
    @Nullable String duration) {

  Json.Fields body() {
    if (match.isEmpty()) {
      throw CliException.usage("silence what? --match rule=StaleIntent --match intent=INT-7");
    }
    if (reason == null || reason.isBlank()) {
      throw CliException.usage("--reason is required, for example --reason 'planned migration'");
    }
    if ((until == null) == (duration == null)) {
      throw CliException.usage("say how long: either --for 2h or --until 2026-03-01T12:00:00Z");
    }
    Json.Builder body = Json.object().put("matchers", matchers()).put("reason", reason);
    put(body, "author", author);
    put(body, "starts", from);
    put(body, "ends", until);
    put(body, "duration", duration);
    return body.build();
  }

  private Json.Fields matchers() {
    Map<String, Json> matchers = new LinkedHashMap<>();
    for (String pair : match) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw CliException.usage("--match takes LABEL=VALUE, not '" + pair + "'");
      }
      String label = pair.substring(0, equals);
      if (matchers.put(label, Json.of(pair.substring(equals + 1))) != null) {
        throw CliException.usage("--match names '" + label + "' twice; an alert has one of each");
      }
    }
    return new Json.Fields(matchers);
  }

  private static void put(Json.Builder body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
