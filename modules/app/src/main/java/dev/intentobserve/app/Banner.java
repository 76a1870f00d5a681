package dev.intentobserve.app;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.telemetry.BuildInfo;

/** Printed after the start: the address, and what to try first. */
final class Banner {
  private static final String USUAL_URL = "http://127.0.0.1:8080";

  private Banner() {}

  static String of(AppConfig config, int port, int metricsPort) {
    String url = AppConfig.Http.url(config.http().host(), port);
    String key = config.keys().isEmpty() ? "" : " -H \"Authorization: Bearer $KEY\"";
    return String.format(
        """
        Intent Observe %s is ready at %s  (metrics: %s/metrics)
          send an event:     curl%s %s/api/v1/events -d '{"event_type":"intent.proposed","intent_id":"INT-001"}'
          load sample data:  %smake demo
          view it:           open %s in a browser, or %sbin/intent-observe trace INT-001 --format text
        """,
        BuildInfo.version(),
        url,
        AppConfig.Http.url(config.http().metricsHost(), metricsPort),
        key,
        url,
        elsewhere(url),
        url,
        elsewhere(url));
  }

  /** The command line uses the default address by itself. */
  private static String elsewhere(String url) {
    return url.equals(USUAL_URL) ? "" : "INTENT_OBSERVE_URL=" + url + " ";
  }
}
