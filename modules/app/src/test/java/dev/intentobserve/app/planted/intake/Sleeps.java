package dev.intentobserve.app.planted.intake;

final class Sleeps {
  void nap() throws InterruptedException {
    Thread.sleep(1);
  }
}
