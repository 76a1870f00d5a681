package dev.intentobserve.app.planted.trace;

final class ReadsClock {
  long now() {
    return System.currentTimeMillis();
  }
}
