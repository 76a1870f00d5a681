package dev.intentobserve.app;

/** The first thing a person sees: where it listens and what to try. */
final class Banner {
  private Banner() {}

  static String of(AppConfig config, int port, int metricsPort) {
    String url = url(config.http().host(), port);
    String key = config.keys().isEmpty() ? "" : " -H \"Authorization: Bearer $KEY\"";
    return String.format(
        """
        Intent Observe %s is open at %s  (figures: %s/metrics)
          send an event:  curl%s %s/api/v1/events -d '{"event_type":"intent.proposed","intent_id":"INT-001"}'
          play a life:    make demo
          look at it:     bin/intent-observe trace INT-001 --format text
        """,
        Build.version(), url, url(config.http().metricsHost(), metricsPort), key, url);
  }

  private static String url(String host, int port) {
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    boolean bare = reachable.contains(":") && !reachable.startsWith("[");
    return "http://" + (bare ? "[" + reachable + "]" : reachable) + ":" + port;
  }
}
