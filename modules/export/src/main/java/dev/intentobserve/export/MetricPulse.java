package dev.intentobserve.export;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Ships figures at once and then at each interval, whatever happens in the record meanwhile. */
final class MetricPulse implements Drive {
  private final MetricShipper shipper;
  private final Supplier<Future<Void>> interval;
  private boolean stopped;

  /**
   * @param interval waits for one
   */
  MetricPulse(MetricShipper shipper, Supplier<Future<Void>> interval) {
    this.shipper = shipper;
    this.interval = interval;
  }

  @Override
  public void start() {
    if (!stopped) {
      shipper.tick();
      interval.get().onSuccess(over -> start());
    }
  }

  @Override
  public void poke() {}

  @Override
  public Future<Void> stop() {
    stopped = true;
    return shipper.underWay();
  }
}
