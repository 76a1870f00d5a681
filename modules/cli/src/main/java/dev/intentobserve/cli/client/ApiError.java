package dev.intentobserve.cli.client;

import dev.intentobserve.model.json.Json;

/** Turns an error answer of the service into a message and an exit code. */
public final class ApiError {
  private ApiError() {}

  public static CliException of(ServiceClient.Answer answer) {
    Json.Fields error = answer.jsonOrEmpty();
    String code = error.text("code").orElse("http_" + answer.status());
    String message =
        error
            .text("message")
            .orElseGet(() -> error.values().containsKey("code") ? "" : answer.excerpt());
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
      case 401 -> "\nSet a key: INTENT_OBSERVE_KEY or --key-file.";
      case 429, 503 -> "\nThe service is busy; retrying is safe.";
      default -> "";
    };
  }
}
