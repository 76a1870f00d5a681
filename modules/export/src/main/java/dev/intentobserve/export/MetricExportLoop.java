package dev.intentobserve.export;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Ships figures at once and then at each interval, whatever happens in the record meanwhile. */
final class MetricExportLoop implements ExportLoop {
  private final MetricExporter exporter;
  private final Supplier<Future<Void>> interval;
  private boolean stopped;

  /**
   * @param interval waits for one
   */
  MetricExportLoop(MetricExporter exporter, Supplier<Future<Void>> interval) {
    this.exporter = exporter;
    this.interval = interval;
  }

  @Override
  public void start() {
    if (!stopped) {
      exporter.tick();
      interval.get().onSuccess(over -> start());
    }
  }

  @Override
  public void wake() {}

  @Override
  public Future<Void> stop() {
    stopped = true;
    return exporter.awaitIdle();
  }
}
