package dev.intentobserve.cli.command.doctor;

import dev.intentobserve.model.json.Json;

/**
 * The result of one check.
 *
 * @param advice what to do; shown only when the check failed
 */
record CheckResult(String name, boolean ok, String detail, String advice) {
  static CheckResult ok(String name, String detail) {
    return new CheckResult(name, true, detail, "");
  }

  Json.Fields toJson() {
    Json.Builder json = Json.object().put("name", name).put("ok", ok).put("detail", detail);
    return (ok ? json : json.put("advice", advice)).build();
  }
}
