package dev.intentobserve.app.planted.app;

import dev.intentobserve.app.planted.store.Store;
import dev.intentobserve.app.planted.trace.Trace;
import java.time.Clock;

public final class Main {
  Object[] everyone() {
    return new Object[] {new Store(), new Trace(), Clock.systemUTC()};
  }
}
