package dev.intentobserve.cli.client;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;

/** What a no of the service means here: a sentence and an exit code. */
public final class ApiError {
  private static final int SHOWN = 200;

  private ApiError() {}

  public static CliException of(ServiceClient.Answer answer) {
    Json.Fields error = error(answer);
    String code = error.text("code").orElse("http_" + answer.status());
    String message = error.text("message").orElseGet(() -> known(error) ? "" : excerpt(answer));
    String correlation =
        error.text("correlation_id").or(() -> answer.header("x-correlation-id")).orElse("");
    return CliException.of(
        exit(answer.status()),
        code
            + (message.isEmpty() ? "" : ": " + message)
            + (correlation.isEmpty() ? "" : " (correlation id " + correlation + ")")
            + advice(answer.status()));
  }

  private static int exit(int status) {
    return switch (status) {
      case 401, 403 -> CliException.DENIED;
      case 404 -> CliException.MISSING;
      case 400, 409, 413, 415, 422 -> CliException.REFUSED;
      default -> CliException.GENERAL;
    };
  }

  private static String advice(int status) {
    return switch (status) {
      case 401 -> "\nGive a key: INTENT_OBSERVE_KEY or --key-file.";
      case 429, 503 -> "\nThe service is busy; retrying is safe.";
      default -> "";
    };
  }

  private static Json.Fields error(ServiceClient.Answer answer) {
    try {
      return JsonText.parse(answer.text()) instanceof Json.Fields fields
          ? fields
          : Json.Fields.EMPTY;
    } catch (IllegalArgumentException e) {
      return Json.Fields.EMPTY;
    }
  }

  private static boolean known(Json.Fields error) {
    return error.values().containsKey("code");
  }

  private static String excerpt(ServiceClient.Answer answer) {
    String line = answer.text().strip();
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}
