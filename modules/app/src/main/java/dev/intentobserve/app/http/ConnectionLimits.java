package dev.intentobserve.app.http;

import java.util.HashMap;
import java.util.Map;

/** Limits connections, in total and for each client. Safe for several threads. */
public final class ConnectionLimits {
  private final int most;
  private final int mostPerClient;
  private final Map<String, Integer> openByClient = new HashMap<>();
  private int open;

  public ConnectionLimits(int most, int mostPerClient) {
    this.most = most;
    this.mostPerClient = mostPerClient;
  }

  /** Counts a connection; false, without counting it, at the limit. */
  synchronized boolean tryEnter(String client) {
    if (open >= most || openByClient.getOrDefault(client, 0) >= mostPerClient) {
      return false;
    }
    open++;
    openByClient.merge(client, 1, Integer::sum);
    return true;
  }

  /** To be called exactly once for each connection that was counted. */
  synchronized void leave(String client) {
    open--;
    openByClient.computeIfPresent(client, (name, count) -> count > 1 ? count - 1 : null);
  }
}
