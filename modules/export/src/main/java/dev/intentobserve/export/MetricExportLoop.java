package dev.intentobserve.export;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Exports metrics at the start and then at a fixed interval. */
final class MetricExportLoop implements ExportLoop {
  private final MetricExporter exporter;
  private final Supplier<Future<Void>> interval;
  private boolean stopped;

  /**
   * @param interval completes after one interval
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
