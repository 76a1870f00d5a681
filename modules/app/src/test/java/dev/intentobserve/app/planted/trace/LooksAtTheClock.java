package dev.intentobserve.app.planted.trace;

final class LooksAtTheClock {
  long now() {
    return System.currentTimeMillis();
  }
}
