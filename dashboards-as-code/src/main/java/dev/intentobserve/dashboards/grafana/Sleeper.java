package dev.intentobserve.dashboards.grafana;

import java.time.Duration;

/** Waits; tests do not. */
interface Sleeper {
  void sleep(Duration time) throws InterruptedException;
}
