package dev.intentobserve.app.planted.metrics.read;

import dev.intentobserve.app.planted.metrics.write.Writer;

public final class Reader {
  Writer writer() {
    return new Writer();
  }
}
