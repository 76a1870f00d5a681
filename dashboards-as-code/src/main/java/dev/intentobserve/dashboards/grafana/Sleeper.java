package dev.intentobserve.dashboards.grafana;

import java.time.Duration;

/** Waits; tests replace it. */
interface Sleeper {
  void sleep(Duration time) throws InterruptedException;
}
