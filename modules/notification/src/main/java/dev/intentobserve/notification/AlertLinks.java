package dev.intentobserve.notification;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.AlertStorePorts.Change;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Links and labels that all message formats have in common. */
record AlertLinks(String service) {
  String alert(Alert alert) {
    return service + "/api/v1/alerts/" + alert.id();
  }

  /** Absolute URLs of the alert's evidence. */
  List<String> evidence(Alert alert) {
    return alert.evidence().stream().map(path -> service + path).toList();
  }

  static Json.Builder annotations(Alert alert) {
    return Json.object().put("summary", alert.summary()).put("description", alert.description());
  }

  /** The alert's own labels and the common ones, which take precedence. */
  static SortedMap<String, String> labels(Change change) {
    SortedMap<String, String> labels = new TreeMap<>(change.alert().labels());
    labels.put("alertname", change.alert().rule());
    labels.put("severity", change.alert().severity().code());
    labels.put("tenant", change.scope().tenant());
    labels.put("project", change.scope().project());
    return labels;
  }
}
