package dev.intentobserve.dashboards.alerting;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.model.alert.Severity;
import java.util.List;

/**
 * How alerts are sent to a contact point.
 *
 * @param receiver a contact point's name
 * @param delay before the first notification of a group
 * @param interval before news about a group that was already notified
 * @param repeat before the same notification is repeated
 * @param routes for severities with a repeat interval of their own
 */
public record NotificationPolicy(
    String receiver, String delay, String interval, String repeat, List<Route> routes) {
  /**
   * Grafana gives each alert an end time four evaluations ahead, and Alertmanager takes the alert
   * for resolved when it is not sent again before. So Grafana sends everything at each evaluation,
   * and Alertmanager decides when to notify people again.
   */
  static final NotificationPolicy TO_ALERTMANAGER =
      new NotificationPolicy(ContactPoint.ALERTMANAGER.name(), "10s", "1m", "1m", List.of());

  /** Phase 1 uses the default contact point, which every Grafana has. */
  static final NotificationPolicy TO_DEFAULT =
      new NotificationPolicy(
          "grafana-default-email",
          "30s",
          "5m",
          "4h",
          List.of(new Route(Severity.CRITICAL, "1h"), new Route(Severity.INFO, "24h")));

  /** A severity with a repeat interval of its own. */
  record Route(Severity severity, String repeat) {}

  public NotificationPolicy {
    requireNonNull(receiver, "receiver");
    routes = List.copyOf(routes);
  }

  /** For the HTTP API; in files an organisation is added. */
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
