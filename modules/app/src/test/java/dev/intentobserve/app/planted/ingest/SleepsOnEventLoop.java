package dev.intentobserve.app.planted.ingest;

final class SleepsOnEventLoop {
  void nap() throws InterruptedException {
    Thread.sleep(1);
  }
}
