package dev.intentobserve.dashboards.alerting;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.model.alert.Severity;
import java.util.List;

/**
 * How alerts go to a contact point.
 *
 * @param receiver a contact point's name
 * @param delay before the first notification of a group
 * @param interval before news about a group that was told already
 * @param repeat before the same is told again
 * @param routes for a severity of its own; others have none
 */
public record NotificationPolicy(
    String receiver, String delay, String interval, String repeat, List<Route> routes) {
  /**
   * Alertmanager has to hear of an alert again before its end, which Grafana puts four evaluations
   * ahead; else it takes the alert for resolved. So everything is told again at each evaluation,
   * and it is Alertmanager that waits and repeats.
   */
  static final NotificationPolicy TO_ALERTMANAGER =
      new NotificationPolicy(ContactPoint.ALERTMANAGER.name(), "10s", "1m", "1m", List.of());

  /** Phase 1 tells whom that Grafana tells by default: each has this contact point. */
  static final NotificationPolicy TO_DEFAULT =
      new NotificationPolicy(
          "grafana-default-email",
          "30s",
          "5m",
          "4h",
          List.of(new Route(Severity.CRITICAL, "1h"), new Route(Severity.INFO, "24h")));

  /** One severity is told again at another pace. */
  record Route(Severity severity, String repeat) {}

  public NotificationPolicy {
    requireNonNull(receiver, "receiver");
    routes = List.copyOf(routes);
  }

  /** As the HTTP API takes it; files have an organisation besides. */
  DocumentTree tree() {
    return DocumentTree.tree("receiver", receiver)
        .with("group_by", List.of("grafana_folder", "alertname"))
        .with("group_wait", delay)
        .with("group_interval", interval)
        .with("repeat_interval", repeat)
        .when(!routes.isEmpty(), "routes", routes.stream().map(this::route).toList());
  }

  private DocumentTree route(Route route) {
    return DocumentTree.tree("receiver", receiver)
        .with("object_matchers", List.of(List.of("severity", "=", route.severity().code())))
        .with("continue", false)
        .with("repeat_interval", route.repeat());
  }
}
