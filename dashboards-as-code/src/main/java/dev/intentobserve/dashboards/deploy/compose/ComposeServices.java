package dev.intentobserve.dashboards.deploy.compose;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.deploy.backend.GrafanaProvisioning;
import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.deploy.component.Images;
import dev.intentobserve.dashboards.deploy.component.MemoryLimits;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/** The services of phase 2, one by one. */
final class ComposeServices {
  static final String PERMISSIONS = "init-perms";
  static final String BACKUP = "backup";
  static final String DATABASE = "intent_observe";
  static final List<String> VOLUMES =
      List.of(
          "postgres-data",
          "otelcol-queue",
          "tempo-data",
          "mimir-data",
          "loki-data",
          "grafana-data",
          "alertmanager-data");

  private static final String SECRETS = "/run/secrets/";

  private ComposeServices() {}

  static List<ComposeService> all() {
    return List.of(
        service(),
        postgres(),
        permissions(),
        collector(),
        tempo(),
        mimir(),
        loki(),
        grafana(),
        alertmanager(),
        backup());
  }

  private static ComposeService service() {
    return ComposeService.of(Component.SERVICE)
        .with("environment", ServiceEnvironment.environment())
        .with(
            "secrets",
            List.of(
                "postgres",
                "identity",
                "key_ingest",
                "key_read",
                "key_admin",
                ServiceEnvironment.SCRAPE_KEY))
        .with(
            "volumes",
            List.of(
                "${EVENTS_DIR:-./events}:/events:ro",
                "${OBJECTIVES_DIR:-./objectives}:/etc/intent-observe/objectives:ro"),
            "Read only: an events.jsonl stays its owner's. A file that is not there yet is waited"
                + " for.")
        .ports(Component.SERVICE.port())
        .with("stop_grace_period", "30s", "Longer than http.drain_timeout.")
        .checked("60s", "CMD", "/opt/intent-observe/healthcheck")
        .with(
            "depends_on",
            tree(Component.POSTGRES.host(), condition("service_healthy"))
                .with(Component.COLLECTOR.host(), condition("service_started")));
  }

  private static DocumentTree condition(String condition) {
    return tree("condition", condition);
  }

  private static ComposeService postgres() {
    return ComposeService.of(Component.POSTGRES)
        .with(
            "environment",
            tree("POSTGRES_DB", DATABASE)
                .with("POSTGRES_USER", DATABASE)
                .with("POSTGRES_PASSWORD_FILE", SECRETS + "postgres"))
        .with(
            "command",
            List.of("postgres", "-c", "shared_buffers=96MB", "-c", "max_connections=40"),
            "Within its memory limit. Durability is left at PostgreSQL's defaults, which are safe.")
        .with("secrets", List.of("postgres"))
        .with("volumes", List.of("postgres-data:/var/lib/postgresql/data"))
        .with("shm_size", "128mb", "Docker's 64 MiB are too few for parallel queries.")
        .with("stop_grace_period", "1m")
        .checked(
            "30s", "CMD-SHELL", "pg_isready -q -h 127.0.0.1 -U " + DATABASE + " -d " + DATABASE);
  }

  private static ComposeService permissions() {
    return ComposeService.once(PERMISSIONS, Images.BUSYBOX, 16)
        .with("user", "0:0")
        .with(
            "command",
            List.of("sh", "-c", "chown -R 10001:10001 /otelcol-queue /mimir-data"),
            "A volume gets its owner from the folder it covers. These folders are in no image, so"
                + " root would own them, and the users of the containers could not write.")
        .with("volumes", List.of("otelcol-queue:/otelcol-queue", "mimir-data:/mimir-data"))
        .with("network_mode", "none");
  }

  private static DocumentTree afterPermissions() {
    return tree(PERMISSIONS, condition("service_completed_successfully"));
  }

  private static ComposeService collector() {
    return ComposeService.of(Component.COLLECTOR)
        .with("user", "10001:10001")
        .with("command", List.of("--config=/etc/otelcol-contrib/config.yaml"))
        .with(
            "environment",
            tree("GOMEMLIMIT", MemoryLimits.goLimit(Component.COLLECTOR))
                .with("DEPLOY_ENV", "${DEPLOY_ENV:-local}"))
        .with("secrets", List.of(ServiceEnvironment.SCRAPE_KEY))
        .with(
            "volumes",
            List.of(
                "./otelcol.yaml:/etc/otelcol-contrib/config.yaml:ro",
                "otelcol-queue:/var/lib/otelcol/queue"))
        .with(
            "ports",
            List.of("${OTLP_ADDRESS:-127.0.0.1}:4317:4317", "${OTLP_ADDRESS:-127.0.0.1}:4318:4318"),
            "For agents on this machine. The receiver asks for no key: set OTLP_ADDRESS only to an"
                + " address of a network that you trust.")
        .with("depends_on", afterPermissions());
  }

  private static ComposeService tempo() {
    return ComposeService.of(Component.TEMPO)
        .with("command", List.of("-config.file=/etc/tempo.yaml", "-config.expand-env=true"))
        .with("environment", tree("GOMEMLIMIT", MemoryLimits.goLimit(Component.TEMPO)))
        .with("volumes", List.of("./tempo.yaml:/etc/tempo.yaml:ro", "tempo-data:/var/tempo"))
        .with("stop_grace_period", "1m", "Writes what it holds in memory.")
        .checked("30s", "CMD", "/tempo", "-health");
  }

  private static ComposeService mimir() {
    return ComposeService.of(Component.MIMIR)
        .with("user", "10001:10001")
        .with("command", List.of("-config.file=/etc/mimir.yaml", "-config.expand-env=true"))
        .with("environment", tree("GOMEMLIMIT", MemoryLimits.goLimit(Component.MIMIR)))
        .with("volumes", List.of("./mimir.yaml:/etc/mimir.yaml:ro", "mimir-data:/data"))
        .with("stop_grace_period", "1m", "Writes what it holds in memory.")
        .with("depends_on", afterPermissions());
  }

  private static ComposeService loki() {
    return ComposeService.of(Component.LOKI)
        .with("command", List.of("-config.file=/etc/loki/config.yaml", "-config.expand-env=true"))
        .with("environment", tree("GOMEMLIMIT", MemoryLimits.goLimit(Component.LOKI)))
        .with("volumes", List.of("./loki.yaml:/etc/loki/config.yaml:ro", "loki-data:/loki"))
        .with("stop_grace_period", "1m", "Writes what it holds in memory.")
        .checked(
            "30s",
            "CMD",
            "/usr/bin/loki",
            "-health",
            "-health.url=http://localhost:" + Component.LOKI.port() + "/ready");
  }

  private static ComposeService grafana() {
    return ComposeService.of(Component.GRAFANA)
        .with(
            "environment",
            tree("GF_SECURITY_ADMIN_PASSWORD__FILE", SECRETS + "grafana")
                .with("GF_USERS_ALLOW_SIGN_UP", "false")
                .with("GF_AUTH_ANONYMOUS_ENABLED", "false")
                .with("GF_ANALYTICS_REPORTING_ENABLED", "false")
                .with("GF_ANALYTICS_CHECK_FOR_UPDATES", "false")
                .with("GF_SERVER_ROOT_URL", "${GRAFANA_ROOT_URL:-http://127.0.0.1:3000}")
                .with("GOMEMLIMIT", MemoryLimits.goLimit(Component.GRAFANA)))
        .with("secrets", List.of("grafana", "key_read"))
        .with(
            "volumes",
            List.of(
                "./grafana/provisioning:/etc/grafana/provisioning:ro",
                "../../dashboards-as-code/generated/dashboards:"
                    + GrafanaProvisioning.DASHBOARDS
                    + ":ro",
                "grafana-data:/var/lib/grafana"))
        .ports(Component.GRAFANA.port())
        .checked("60s", "CMD", "curl", "-fsS", "http://localhost:3000/api/health");
  }

  private static ComposeService alertmanager() {
    return ComposeService.of(Component.ALERTMANAGER)
        .with(
            "command",
            List.of(
                "--config.file=/etc/alertmanager/alertmanager.yml",
                "--storage.path=/alertmanager",
                "--cluster.listen-address=",
                "--web.external-url=${ALERTMANAGER_URL:-http://127.0.0.1:9093}"),
            "Alone, so no cluster; the links in notifications begin with its address.")
        .with("secrets", List.of("slack_url"))
        .with(
            "volumes",
            List.of(
                "./${ALERTMANAGER_CONFIG:-alertmanager.yml}:/etc/alertmanager/alertmanager.yml:ro",
                "alertmanager-data:/alertmanager"))
        .ports(Component.ALERTMANAGER.port())
        .checked("10s", "CMD", "wget", "-qO-", "http://localhost:9093/-/ready");
  }

  /** {@code docker compose -p intent-observe run --rm backup}. */
  private static ComposeService backup() {
    String dump =
        "umask 077 && export PGPASSWORD=\"$$(cat /run/secrets/postgres)\" && pg_dump -h postgres"
            + " -U intent_observe -Fc intent_observe"
            + " > /backups/intent-observe-$$(date -u +%Y%m%dT%H%M%SZ).dump";
    return ComposeService.once(BACKUP, Images.POSTGRES, 128)
        .with("profiles", List.of(BACKUP), "Only when asked for: run --rm backup.")
        .with("command", List.of("bash", "-c", dump))
        .with("secrets", List.of("postgres"))
        .with("volumes", List.of("${BACKUPS_DIR:-./backups}:/backups"))
        .with("depends_on", tree(Component.POSTGRES.host(), condition("service_healthy")));
  }
}
