package dev.intentobserve.app.planted.ingest;

import java.util.concurrent.CountDownLatch;

final class WaitsForLatch {
  void hold(CountDownLatch latch) throws InterruptedException {
    latch.await();
  }
}
