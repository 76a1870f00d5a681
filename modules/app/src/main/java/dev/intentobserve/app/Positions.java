package dev.intentobserve.app;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.MetricHelp;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Series;
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
 * another process appended: whoever watches the distance between the two would be blind.
 */
final class Positions {
  private final Set<String> cursors;

  /**
   * @param cursors of the readers that run where this process leads
   */
  Positions(Set<String> cursors) {
    this.cursors = new TreeSet<>(cursors);
  }

  /**
   * Never fails. What the record does not tell in time is left out, and shown as this process last
   * saw it.
   *
   * @param leads who does not lead has no readers
   */
  Future<List<Metric>> look(Vertx vertx, boolean leads) {
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
    return StoreContract.HEAD
        .ask(vertx, new Head(), Scrape.DEADLINE)
        .map(head -> List.of(gauge(Names.METRIC_RECORD_HEAD, List.of(point(head)))))
        .otherwise(List.of());
  }

  private Future<List<Metric>> cursors(Vertx vertx) {
    List<Future<Metric.Point>> points = cursors.stream().map(name -> cursor(vertx, name)).toList();
    return Future.all(points)
        .map(all -> List.of(gauge(Names.METRIC_CURSOR, all.<Metric.Point>list())))
        .otherwise(List.of());
  }

  private static Future<Metric.Point> cursor(Vertx vertx, String name) {
    return StoreContract.CURSOR
        .ask(vertx, new CursorOf(name), Scrape.DEADLINE)
        .map(position -> point(position, Names.LABEL_CURSOR, name));
  }

  private static Metric gauge(String name, List<Metric.Point> points) {
    return MetricHelp.of(name).orElseThrow().with(List.of(), points);
  }

  private static Metric.Point point(long value, String... labels) {
    return new Metric.Point(Series.of("", labels).labels(), (double) value, 0, List.of(), Map.of());
  }
}
