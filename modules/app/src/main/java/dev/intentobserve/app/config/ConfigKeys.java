package dev.intentobserve.app.config;

import java.util.List;

/**
 * Everything that can be configured, in the order it is shown. The default file, the reference in
 * the documentation and the check for unknown keys are all made from this list.
 */
final class ConfigKeys {
  static final List<ConfigKey> ALL =
      List.of(
          ConfigKey.of("data_dir", "./data", "Where the embedded PostgreSQL keeps its files."),
          ConfigKey.unset(
              "identity.key_file",
              "/run/secrets/installation-key",
              "The installation's key, the same in every process. Unset: data_dir/installation.key,"
                  + " made at the first start; with a PostgreSQL of your own, kept in the record."),
          ConfigKey.of(
              "http.host",
              "127.0.0.1",
              "Address to listen on. Anything but loopback needs auth.keys."),
          ConfigKey.of("http.port", "8080", "Port of the API; 0 takes any free one."),
          ConfigKey.of(
              "http.metrics_host",
              "127.0.0.1",
              "Address of the metrics port. Anything but loopback needs auth.keys."),
          ConfigKey.of("http.metrics_port", "9090", "Port for Prometheus; 0 takes any free one."),
          ConfigKey.of(
              "http.idle_timeout", "60s", "A connection without traffic is closed after this."),
          ConfigKey.of(
              "http.header_timeout", "10s", "A new connection has this long to ask something."),
          ConfigKey.of("http.body_timeout", "30s", "A request has this long to arrive completely."),
          ConfigKey.of(
              "http.drain_timeout",
              "10s",
              "At shutdown, requests under way have this long; then they get 503."),
          ConfigKey.of(
              "http.max_connections", "4096", "Connections at once; further ones are closed."),
          ConfigKey.of(
              "http.max_connections_per_client",
              "1024",
              "Connections at once from one remote address."),
          ConfigKey.secret(
              "database.url",
              "postgresql://user:password@db.example:5432/intent_observe",
              "A PostgreSQL of your own, in one line. Without url and host an embedded one runs."),
          ConfigKey.unset("database.host", "db.example", "A PostgreSQL of your own, key by key."),
          ConfigKey.of("database.port", "5432", "Its port."),
          ConfigKey.of("database.name", "intent_observe", "Its database."),
          ConfigKey.of("database.user", "intent_observe", "The user, owner of the database."),
          ConfigKey.secret(
              "database.password", "secret", "The password; better set by environment."),
          ConfigKey.unset(
              "database.password_file",
              "/run/secrets/database-password",
              "A file that holds the password, instead of password or one in url."),
          ConfigKey.of(
              "database.embedded",
              "true",
              "Run an embedded one without url and host; false in the image, which brings none."),
          ConfigKey.of("database.pool_size", "8", "Connections to the database."),
          ConfigKey.of("database.wait", "60s", "At start, how long to wait for the database."),
          ConfigKey.of(
              "ingest.deadline", "5s", "A batch not committed in this time is answered 503."),
          ConfigKey.of(
              "ingest.in_flight_bytes",
              "64MiB",
              "Bytes one tenant may have taken in at once; beyond: 429."),
          ConfigKey.of("ingest.limits.body", "16MiB", "Largest request body as sent."),
          ConfigKey.of("ingest.limits.inflated", "64MiB", "Largest body after decompression."),
          ConfigKey.of("ingest.limits.record", "1MiB", "Longest single event."),
          ConfigKey.of("ingest.limits.depth", "64", "Deepest nesting of an event."),
          ConfigKey.of("ingest.limits.attributes", "256", "Most values one event may carry."),
          ConfigKey.unset("tail.files", "/path/to/events.jsonl", "Event files to follow; a list."),
          ConfigKey.of("tail.poll_interval", "500ms", "How often followed files are looked at."),
          ConfigKey.unset(
              "auth.keys[].name", "ci", "Who holds the key; two keys may not share one."),
          ConfigKey.unset(
              "auth.keys[].key_sha256",
              "<64 hex digits>",
              "SHA-256 of the key, from: printf %s \"$KEY\" | sha256sum"),
          ConfigKey.unset(
              "auth.keys[].key_file",
              "/run/secrets/ci-key",
              "A file that holds the key itself, instead of key_sha256."),
          ConfigKey.unset(
              "auth.keys[].role",
              "ingest",
              "ingest, read, admin, or metrics for a scraper; ingest unless set."),
          ConfigKey.unset(
              "auth.keys[].tenant", "default", "Whose events these are; default unless set."),
          ConfigKey.unset("auth.keys[].project", "default", "Which project; default unless set."),
          ConfigKey.unset(
              "alerts.channels[].name",
              "on-call",
              "Whom to tell of alerts; a channel with another name is a new one."),
          ConfigKey.unset("alerts.channels[].kind", "webhook", "webhook, alertmanager or slack."),
          ConfigKey.secret(
              "alerts.channels[].url",
              "https://receiver.example/alerts",
              "Where to post; of an Alertmanager its base."),
          ConfigKey.unset(
              "alerts.channels[].url_file",
              "/run/secrets/slack-url",
              "A file that holds the url, instead of url: Slack's are secrets."),
          ConfigKey.unset(
              "alerts.channels[].secret_file",
              "/run/secrets/on-call",
              "A file with the secret that signs what a webhook gets; unsigned unless set."),
          ConfigKey.unset(
              "alerts.channels[].min_severity",
              "warning",
              "info, warning or critical: less is not told; info unless set."),
          ConfigKey.of(
              "alerts.group_wait",
              "10s",
              "How long a first change waits for others to go with it."),
          ConfigKey.of(
              "alerts.repeat_interval",
              "4h",
              "What still fires after this is told again, but not to an alertmanager."),
          ConfigKey.unset(
              "alerts.external_url",
              "https://observe.example",
              "Where people reach this service, for links; http.host and port unless set."),
          ConfigKey.of(
              "alerts.objectives_dir", "./objectives", "A watched folder of OpenSLO files."),
          ConfigKey.of("alerts.tick", "15s", "How often objectives and rules are judged."),
          ConfigKey.of(
              "alerts.stale_intent", "7d", "An open intent without events for this is stale."),
          ConfigKey.of(
              "alerts.pipeline_stall", "48h", "No event but heartbeats for this is a stall."),
          ConfigKey.of(
              "alerts.volume_surge", "20", "More new signals than this within a day are a surge."),
          ConfigKey.of(
              "metrics.series_budget",
              "200",
              "Series a metric may have of each tenant; the rest is summed up in an overflow series."),
          ConfigKey.of("log.level", "info", "error, warn, info, debug or trace."),
          ConfigKey.of("log.format", "auto", "json, text, or auto: text on a terminal, else json."),
          ConfigKey.of(
              "otel.self",
              "false",
              "Send this service's own spans to OTEL_EXPORTER_OTLP_ENDPOINT."));

  private ConfigKeys() {}
}
