package dev.intentobserve.app.planted.intake;

import java.util.concurrent.CountDownLatch;

final class WaitsForALatch {
  void hold(CountDownLatch latch) throws InterruptedException {
    latch.await();
  }
}
