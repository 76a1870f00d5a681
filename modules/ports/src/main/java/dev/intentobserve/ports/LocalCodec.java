package dev.intentobserve.ports;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Passes immutable values within the JVM without copying them. Named at each send instead of being
 * set as the bus's default, because an embedding application keeps its own codecs.
 */
final class LocalCodec implements MessageCodec<Object, Object> {
  static final String NAME = "intent-observe.local";

  private static final Set<Vertx> REGISTERED = Collections.newSetFromMap(new WeakHashMap<>());

  private LocalCodec() {}

  static void register(Vertx vertx) {
    synchronized (REGISTERED) {
      if (REGISTERED.add(vertx)) {
        vertx.eventBus().registerCodec(new LocalCodec());
      }
    }
  }

  @Override
  public void encodeToWire(Buffer buffer, Object value) {
    throw new UnsupportedOperationException("messages stay within one process");
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("messages stay within one process");
  }

  @Override
  public Object transform(Object value) {
    return value;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
