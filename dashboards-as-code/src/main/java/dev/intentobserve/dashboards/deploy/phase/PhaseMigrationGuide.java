package dev.intentobserve.dashboards.deploy.phase;

import dev.intentobserve.dashboards.deploy.component.Images;

/** How the record moves from one phase to another. All else is rebuilt from it. */
final class PhaseMigrationGuide {
  private static final String LOGGED_IN = "INTENT_OBSERVE_URL=... INTENT_OBSERVE_KEY=... ";

  private static final String EVENTS_ONLY =
      """
      This moves events. Dead letters and the history of alerts stay behind: phase 1 runs an
      embedded PostgreSQL 18, the others PostgreSQL %s, and a dump goes only to the same or a newer
      major version. Keep a dump of the old database as an archive.

      """
          .formatted(Images.POSTGRES.tag());

  private static final String BY_DUMP =
      """
      To move dead letters and the history of alerts as well, do steps 2 and 3 by dump instead,
      into a database that is still empty, while the new service is stopped:
        phase 2:  docker compose -p intent-observe -f infra/compose/compose.yaml run --rm backup
                  (the other way: pg_restore --clean --if-exists into its postgres)
        phase 3:  pg_dump or pg_restore -Fc against the PostgreSQL that the chart's values name
      The installation's key moves along: secrets/identity is the entry key of the secret
      intent-observe-identity. Only a dump needs it.

      """;

  private static final String LEFT_BEHIND =
      """
      Not carried over: what Tempo, Loki and Mimir hold (the record shows old traces through its
      Zipkin API), users and hand-made dashboards of the old Grafana, silences.
      """;

  private PhaseMigrationGuide() {}

  static String steps(DeploymentPhase from, DeploymentPhase to) {
    boolean sameServer = from != DeploymentPhase.CLOUD && to != DeploymentPhase.CLOUD;
    return events(to.number(), login(from), login(to))
        + (sameServer ? BY_DUMP : EVENTS_ONLY)
        + LEFT_BEHIND;
  }

  private static String events(int to, String export, String imported) {
    return """
        1. Bring the new one up beside the old one. On one machine they want the same ports: there,
           stop the old one after step 2.
             make deploy-phase%d
        2. Take the events out of the old one, as they were received (secrets stay replaced):
             %sbin/intent-observe export -o events.jsonl
        3. Send them to the new one. Again is harmless: what is there already counts as duplicate.
             %sbin/intent-observe import events.jsonl
           Traces keep their ids, figures end the same, and everything is shipped anew to the new
           backends, as far back as they take it.
        4. Tell tailers, hooks and agents the new address and key.

        """
        .formatted(to, export, imported);
  }

  /** On loopback without keys nothing has to be said. */
  private static String login(DeploymentPhase phase) {
    return phase == DeploymentPhase.CLOUD ? "" : LOGGED_IN;
  }
}
