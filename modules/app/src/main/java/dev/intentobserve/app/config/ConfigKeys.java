package dev.intentobserve.app.config;

import java.util.List;

/**
 * All configuration keys in the order of the documentation. The default file, the reference in the
 * documentation and the check for unknown keys are made from this list.
 */
final class ConfigKeys {
  static final List<ConfigKey> ALL =
      List.of(
          ConfigKey.of("data_dir", "./data", "Directory of the embedded PostgreSQL."),
          ConfigKey.unset(
              "identity.key_file",
              "/run/secrets/installation-key",
              "The installation's key, the same in every process. Default: data_dir/installation.key,"
                  + " created at the first start; with an external PostgreSQL, stored in the database."),
          ConfigKey.of(
              "http.host",
              "127.0.0.1",
              "Address to listen on. Other addresses than loopback require auth.keys."),
          ConfigKey.of("http.port", "8080", "Port of the API; 0 for any free port."),
          ConfigKey.of(
              "http.metrics_host",
              "127.0.0.1",
              "Address of the metrics port. Other addresses than loopback require auth.keys."),
          ConfigKey.of("http.metrics_port", "9090", "Port for Prometheus; 0 for any free port."),
          ConfigKey.of(
              "http.idle_timeout", "60s", "A connection without traffic is closed after this."),
          ConfigKey.of(
              "http.header_timeout",
              "10s",
              "A new connection must send a request within this time."),
          ConfigKey.of(
              "http.body_timeout", "30s", "A request must arrive completely within this time."),
          ConfigKey.of(
              "http.drain_timeout",
              "10s",
              "At shutdown, running requests may take this long; then they are answered 503."),
          ConfigKey.of(
              "http.max_connections", "4096", "Open connections; further ones are closed."),
          ConfigKey.of(
              "http.max_connections_per_client",
              "1024",
              "Open connections from one remote address."),
          ConfigKey.secret(
              "database.url",
              "postgresql://user:password@db.example:5432/intent_observe",
              "An external PostgreSQL in one line. Without url and host an embedded one is used."),
          ConfigKey.unset(
              "database.host", "db.example", "Host of an external PostgreSQL, instead of url."),
          ConfigKey.of("database.port", "5432", "Its port."),
          ConfigKey.of("database.name", "intent_observe", "Its database."),
          ConfigKey.of("database.user", "intent_observe", "Its user, who must own the database."),
          ConfigKey.secret(
              "database.password", "secret", "Its password; better set by environment."),
          ConfigKey.unset(
              "database.password_file",
              "/run/secrets/database-password",
              "A file with the password, instead of password or one in url."),
          ConfigKey.of(
              "database.embedded",
              "true",
              "Use an embedded one without url and host; false in the image, which contains none."),
          ConfigKey.of("database.pool_size", "8", "Connections to the database."),
          ConfigKey.of("database.wait", "60s", "How long to wait for the database at start."),
          ConfigKey.of(
              "ingest.deadline",
              "5s",
              "A batch that is not committed within this time is answered 503."),
          ConfigKey.of(
              "ingest.in_flight_bytes",
              "64MiB",
              "Bytes of one tenant that may be processed at once; beyond that: 429."),
          ConfigKey.of("ingest.limits.body", "16MiB", "Largest request body as sent."),
          ConfigKey.of("ingest.limits.inflated", "64MiB", "Largest body after decompression."),
          ConfigKey.of("ingest.limits.record", "1MiB", "Longest single event."),
          ConfigKey.of("ingest.limits.depth", "64", "Deepest nesting of an event."),
          ConfigKey.of("ingest.limits.attributes", "256", "Most values in one event."),
          ConfigKey.unset("tail.files", "/path/to/events.jsonl", "Event files to follow; a list."),
          ConfigKey.of("tail.poll_interval", "500ms", "How often followed files are read."),
          ConfigKey.unset("auth.keys[].name", "ci", "Name of the key's holder; unique."),
          ConfigKey.unset(
              "auth.keys[].key_sha256",
              "<64 hex digits>",
              "SHA-256 of the key, from: printf %s \"$KEY\" | sha256sum"),
          ConfigKey.unset(
              "auth.keys[].key_file",
              "/run/secrets/ci-key",
              "A file with the key itself, instead of key_sha256."),
          ConfigKey.unset(
              "auth.keys[].role",
              "ingest",
              "ingest, read, admin, or metrics for a scraper; default: ingest."),
          ConfigKey.unset(
              "auth.keys[].tenant", "default", "The tenant of its events; default: default."),
          ConfigKey.unset(
              "auth.keys[].project", "default", "The project of its events; default: default."),
          ConfigKey.unset(
              "alerts.channels[].name",
              "on-call",
              "Name of a channel for notifications; a renamed channel counts as new."),
          ConfigKey.unset("alerts.channels[].kind", "webhook", "webhook, alertmanager or slack."),
          ConfigKey.secret(
              "alerts.channels[].url",
              "https://receiver.example/alerts",
              "Where to post; for an Alertmanager its base URL."),
          ConfigKey.unset(
              "alerts.channels[].url_file",
              "/run/secrets/slack-url",
              "A file with the URL, instead of url; for secret URLs such as Slack's."),
          ConfigKey.unset(
              "alerts.channels[].secret_file",
              "/run/secrets/on-call",
              "A file with the secret that signs webhook requests; default: unsigned."),
          ConfigKey.unset(
              "alerts.channels[].min_severity",
              "warning",
              "info, warning or critical: lower ones are not sent; default: info."),
          ConfigKey.of(
              "alerts.group_wait",
              "10s",
              "How long a first change waits, so that others go into the same message."),
          ConfigKey.of(
              "alerts.repeat_interval",
              "4h",
              "A firing alert is sent again after this, except to an alertmanager."),
          ConfigKey.unset(
              "alerts.external_url",
              "https://observe.example",
              "URL of this service, for links in messages; default: http.host and port."),
          ConfigKey.of(
              "alerts.objectives_dir",
              "./objectives",
              "A folder with OpenSLO files, which is watched."),
          ConfigKey.of("alerts.tick", "15s", "How often objectives and rules are evaluated."),
          ConfigKey.of(
              "alerts.stale_intent", "7d", "An open intent without events for this long is stale."),
          ConfigKey.of(
              "alerts.pipeline_stall", "48h", "No event but heartbeats for this long is a stall."),
          ConfigKey.of(
              "alerts.volume_surge", "20", "More new signals than this within a day are a surge."),
          ConfigKey.of(
              "metrics.series_budget",
              "200",
              "Series of one metric and tenant; further ones are added up in an overflow series."),
          ConfigKey.of("log.level", "info", "error, warn, info, debug or trace."),
          ConfigKey.of("log.format", "auto", "json, text, or auto: text on a terminal, else json."),
          ConfigKey.of(
              "otel.self",
              "false",
              "Send this service's own spans to OTEL_EXPORTER_OTLP_ENDPOINT."));

  private ConfigKeys() {}
}
