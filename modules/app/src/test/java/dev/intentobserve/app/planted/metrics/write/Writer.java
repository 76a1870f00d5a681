package dev.intentobserve.app.planted.metrics.write;

import dev.intentobserve.app.planted.metrics.read.Reader;

public final class Writer {
  Reader reader() {
    return new Reader();
  }
}
