package dev.intentobserve.dashboards.deploy.compose;

import dev.intentobserve.dashboards.deploy.DeploymentFiles;
import dev.intentobserve.dashboards.deploy.component.Images;

/** What has to be set for a phase, to be copied and filled in. */
public final class EnvExampleFiles {
  private static final String CLOUD =
      """
        # Copy to infra/cloud/.env (not in git) and fill in. make deploy-phase1 takes it from the
        # environment: set -a; . infra/cloud/.env; set +a

        # From the stack's page in Grafana Cloud, under OpenTelemetry: the address ends in /otlp.
        GRAFANA_CLOUD_OTLP_ENDPOINT=
        # The number shown there as instance or user.
        GRAFANA_CLOUD_INSTANCE_ID=
        # An access policy token (glc_...) with metrics:write, logs:write and traces:write.
        GRAFANA_CLOUD_TOKEN=

        # Where the collector keeps what could not be sent yet; make deploy-phase1 sets it itself.
        OTELCOL_QUEUE_DIR=./data/phase1/queue
        # Shown as deployment.environment.name.
        DEPLOY_ENV=local

        # For dashboards and alert rules, pushed through Grafana's own API: address and a service
        # account token (glsa_...), which is another one than above.
        GRAFANA_URL=
        GRAFANA_TOKEN=
        """;

  private static final String COMPOSE =
      """
        # Copy to infra/compose/.env (not in git) to change something; all of it has a default.
        # Secrets do not belong here but into infra/compose/secrets.

        # The image of the service; built from this project unless it is in a registry of yours.
        INTENT_OBSERVE_IMAGE="""
          + Images.INTENT_OBSERVE.reference()
          + """

        # Shown as deployment.environment.name.
        DEPLOY_ENV=local

        # What links in notifications begin with, when a proxy stands in front.
        INTENT_OBSERVE_URL=http://127.0.0.1:8080
        GRAFANA_ROOT_URL=http://127.0.0.1:3000
        ALERTMANAGER_URL=http://127.0.0.1:9093

        # Folder with events.jsonl, and the files to follow as the container sees them.
        EVENTS_DIR=./events
        TAIL_FILES=/events/events.jsonl
        # Folder with OpenSLO files of your own.
        OBJECTIVES_DIR=./objectives
        # Where docker compose run --rm backup writes to.
        BACKUPS_DIR=./backups

        # alertmanager-slack.yml tells Slack, by the address in secrets/slack_url.
        ALERTMANAGER_CONFIG=alertmanager.yml

        # Where OTLP is taken in. It asks for no key: never an address that strangers reach.
        OTLP_ADDRESS=127.0.0.1
        """;

  private EnvExampleFiles() {}

  public static String cloud() {
    return head() + CLOUD;
  }

  public static String compose() {
    return head() + COMPOSE;
  }

  private static String head() {
    return "# " + DeploymentFiles.head(EnvExampleFiles.class) + "\n";
  }
}
