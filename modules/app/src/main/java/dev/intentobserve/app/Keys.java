package dev.intentobserve.app;

import java.util.List;

/**
 * Everything that can be configured, in the order it is shown. The default file, the reference in
 * the documentation and the check for unknown keys are all made from this list.
 */
final class Keys {
  static final List<Key> ALL =
      List.of(
          Key.of("data_dir", "./data", "Where the embedded PostgreSQL keeps its files."),
          Key.unset(
              "identity.key_file",
              "/run/secrets/installation-key",
              "The installation's key, the same in every process. Unset: data_dir/installation.key,"
                  + " made at the first start; with a PostgreSQL of your own, kept in the record."),
          Key.of(
              "http.host",
              "127.0.0.1",
              "Address to listen on. Anything but loopback needs auth.keys."),
          Key.of("http.port", "8080", "Port of the API; 0 takes any free one."),
          Key.of(
              "http.metrics_host",
              "127.0.0.1",
              "Address of the metrics port. Anything but loopback needs auth.keys."),
          Key.of("http.metrics_port", "9090", "Port for Prometheus; 0 takes any free one."),
          Key.of("http.idle_timeout", "60s", "A connection without traffic is closed after this."),
          Key.of("http.header_timeout", "10s", "A new connection has this long to ask something."),
          Key.of("http.body_timeout", "30s", "A request has this long to arrive completely."),
          Key.of(
              "http.drain_timeout",
              "10s",
              "At shutdown, requests under way have this long; then they get 503."),
          Key.of("http.max_connections", "4096", "Connections at once; further ones are closed."),
          Key.of(
              "http.max_connections_per_client",
              "1024",
              "Connections at once from one remote address."),
          Key.secret(
              "database.url",
              "postgresql://user:password@db.example:5432/intent_observe",
              "A PostgreSQL of your own, in one line. Without url and host an embedded one runs."),
          Key.unset("database.host", "db.example", "A PostgreSQL of your own, key by key."),
          Key.of("database.port", "5432", "Its port."),
          Key.of("database.name", "intent_observe", "Its database."),
          Key.of("database.user", "intent_observe", "The user, owner of the database."),
          Key.secret("database.password", "secret", "The password; better set by environment."),
          Key.unset(
              "database.password_file",
              "/run/secrets/database-password",
              "A file that holds the password, instead of password or one in url."),
          Key.of(
              "database.embedded",
              "true",
              "Run an embedded one without url and host; false in the image, which brings none."),
          Key.of("database.pool_size", "8", "Connections to the database."),
          Key.of("database.wait", "60s", "At start, how long to wait for the database."),
          Key.of("ingest.deadline", "5s", "A batch not committed in this time is answered 503."),
          Key.of(
              "ingest.in_flight_bytes",
              "64MiB",
              "Bytes one tenant may have taken in at once; beyond: 429."),
          Key.of("ingest.limits.body", "16MiB", "Largest request body as sent."),
          Key.of("ingest.limits.inflated", "64MiB", "Largest body after decompression."),
          Key.of("ingest.limits.record", "1MiB", "Longest single event."),
          Key.of("ingest.limits.depth", "64", "Deepest nesting of an event."),
          Key.of("ingest.limits.attributes", "256", "Most values one event may carry."),
          Key.unset("tail.files", "/path/to/events.jsonl", "Event files to follow; a list."),
          Key.of("tail.poll_interval", "500ms", "How often followed files are looked at."),
          Key.unset("auth.keys[].name", "ci", "Who holds the key; two keys may not share one."),
          Key.unset(
              "auth.keys[].key_sha256",
              "<64 hex digits>",
              "SHA-256 of the key, from: printf %s \"$KEY\" | sha256sum"),
          Key.unset(
              "auth.keys[].key_file",
              "/run/secrets/ci-key",
              "A file that holds the key itself, instead of key_sha256."),
          Key.unset(
              "auth.keys[].role",
              "ingest",
              "ingest, read, admin, or metrics for a scraper; ingest unless set."),
          Key.unset("auth.keys[].tenant", "default", "Whose events these are; default unless set."),
          Key.unset("auth.keys[].project", "default", "Which project; default unless set."),
          Key.unset(
              "alerts.channels[].name",
              "on-call",
              "Whom to tell of alerts; a channel with another name is a new one."),
          Key.unset("alerts.channels[].kind", "webhook", "webhook, alertmanager or slack."),
          Key.secret(
              "alerts.channels[].url",
              "https://receiver.example/alerts",
              "Where to post; of an Alertmanager its base."),
          Key.unset(
              "alerts.channels[].url_file",
              "/run/secrets/slack-url",
              "A file that holds the url, instead of url: Slack's are secrets."),
          Key.unset(
              "alerts.channels[].secret_file",
              "/run/secrets/on-call",
              "A file with the secret that signs what a webhook gets; unsigned unless set."),
          Key.unset(
              "alerts.channels[].min_severity",
              "warning",
              "info, warning or critical: less is not told; info unless set."),
          Key.of(
              "alerts.group_wait",
              "10s",
              "How long a first change waits for others to go with it."),
          Key.of(
              "alerts.repeat_interval",
              "4h",
              "What still fires after this is told again, but not to an alertmanager."),
          Key.unset(
              "alerts.external_url",
              "https://observe.example",
              "Where people reach this service, for links; http.host and port unless set."),
          Key.of("alerts.objectives_dir", "./objectives", "A watched folder of OpenSLO files."),
          Key.of("alerts.tick", "15s", "How often objectives and rules are judged."),
          Key.of("alerts.stale_intent", "7d", "An open intent without events for this is stale."),
          Key.of("alerts.pipeline_stall", "48h", "No event but heartbeats for this is a stall."),
          Key.of(
              "alerts.volume_surge", "20", "More new signals than this within a day are a surge."),
          Key.of(
              "metrics.series_budget",
              "200",
              "Series a metric may have of each tenant; the rest is summed up in an overflow series."),
          Key.of("log.level", "info", "error, warn, info, debug or trace."),
          Key.of("log.format", "auto", "json, text, or auto: text on a terminal, else json."),
          Key.of(
              "otel.self",
              "false",
              "Send this service's own spans to OTEL_EXPORTER_OTLP_ENDPOINT."));

  private Keys() {}
}
