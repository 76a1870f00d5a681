package dev.intentobserve.ports;

import java.time.Duration;

/**
 * Where modules report metrics of the service itself. Names and labels are constants of the model;
 * labels alternate name and value and are never ids.
 */
public interface Meters {
  /** Counts nothing: for embedding and for tests that check no metrics. */
  Meters NONE =
      new Meters() {
        @Override
        public void count(String name, long amount, String... labels) {}

        @Override
        public void time(String name, Duration duration, String... labels) {}

        @Override
        public void gauge(String name, double value, String... labels) {}
      };

  /** Adds to a counter. */
  void count(String name, long amount, String... labels);

  /** Adds a duration to a histogram. */
  void time(String name, Duration duration, String... labels);

  /** Sets a gauge. */
  void gauge(String name, double value, String... labels);
}
