package dev.intentobserve.app.telemetry;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the record ends and how far its readers have come, as the record has it when it is asked. A
 * gauge that is only set when something moves says nothing after a restart, and nothing of what
 * another process appended: an alert on the distance between the two would miss it.
 */
final class CursorMetrics {
  private final Set<String> cursors;

  /**
   * @param cursors of the readers that run in the leader
   */
  CursorMetrics(Set<String> cursors) {
    this.cursors = new TreeSet<>(cursors);
  }

  /**
   * Never fails. Values the store does not answer in time are left out, so the scrape shows those
   * this process saw last.
   *
   * @param leads whether this process is the leader; only the leader has readers
   */
  Future<List<Metric>> check(Vertx vertx, boolean leads) {
    Future<List<Metric>> head = head(vertx);
    Future<List<Metric>> read =
        leads && !cursors.isEmpty() ? cursors(vertx) : Future.succeededFuture(List.of());
    return Future.join(head, read)
        .map(
            both -> {
              List<Metric> all = new ArrayList<>(head.result());
              all.addAll(read.result());
              return all;
            });
  }

  private static Future<List<Metric>> head(Vertx vertx) {
    return StorePorts.HEAD
        .ask(vertx, new Nothing(), MetricsScrape.DEADLINE)
        .map(head -> List.of(gauge(TelemetryNames.METRIC_RECORD_HEAD, List.of(point(head)))))
        .otherwise(List.of());
  }

  private Future<List<Metric>> cursors(Vertx vertx) {
    List<Future<Metric.Point>> points = cursors.stream().map(name -> cursor(vertx, name)).toList();
    return Future.all(points)
        .map(all -> List.of(gauge(TelemetryNames.METRIC_CURSOR, all.<Metric.Point>list())))
        .otherwise(List.of());
  }

  private static Future<Metric.Point> cursor(Vertx vertx, String name) {
    return StorePorts.CURSOR
        .ask(vertx, name, MetricsScrape.DEADLINE)
        .map(position -> point(position, TelemetryNames.LABEL_CURSOR, name));
  }

  private static Metric gauge(String name, List<Metric.Point> points) {
    return MetricDescriptor.of(name).orElseThrow().with(List.of(), points);
  }

  private static Metric.Point point(long value, String... labels) {
    return new Metric.Point(
        MetricSeries.of("", labels).labels(), (double) value, 0, List.of(), Map.of());
  }
}
