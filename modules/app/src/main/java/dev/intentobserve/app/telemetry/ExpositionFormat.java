package dev.intentobserve.app.telemetry;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The two text formats of metrics. */
public enum ExpositionFormat {
  PROMETHEUS,
  OPEN_METRICS;

  private static final int USUAL_SIZE = 64 << 10;

  /**
   * The format a scraper prefers. OpenMetrics only where it is named with at least the same weight;
   * a scraper that names neither gets the Prometheus format, which it probably reads.
   */
  public static ExpositionFormat wanted(List<MIMEHeader> accept) {
    float open = 0;
    float text = 0;
    for (MIMEHeader type : accept) {
      if (isOpenMetrics(type)) {
        open = Math.max(open, type.weight());
      } else if (isText(type)) {
        text = Math.max(text, type.weight());
      }
    }
    return open > 0 && open >= text ? OPEN_METRICS : PROMETHEUS;
  }

  private static boolean isOpenMetrics(MIMEHeader type) {
    String version = type.parameter("version");
    return type.component().strip().equalsIgnoreCase("application")
        && type.subComponent().strip().equalsIgnoreCase("openmetrics-text")
        && (version == null || version.equals("1.0.0") || version.equals("0.0.1"));
  }

  private static boolean isText(MIMEHeader type) {
    return type.component().strip().equalsIgnoreCase("text")
        && List.of("plain", "*").contains(type.subComponent().strip().toLowerCase(Locale.ROOT));
  }

  public String contentType() {
    return writer().getContentType();
  }

  private ExpositionFormatWriter writer() {
    return switch (this) {
      case PROMETHEUS -> PrometheusTextFormatWriter.builder().build();
      case OPEN_METRICS -> OpenMetricsTextFormatWriter.builder().build();
    };
  }

  Buffer write(MetricSnapshots metrics) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try {
      writer().write(bytes, metrics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }
}
