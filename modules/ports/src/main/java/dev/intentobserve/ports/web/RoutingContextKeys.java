package dev.intentobserve.ports.web;

/** Keys under which the HTTP server passes data of a request to the modules' routes. */
public final class RoutingContextKeys {
  /** The caller's {@code Scope}, from its credential. */
  public static final String SCOPE = "intent-observe.scope";

  /** The name of the caller's key, a text; absent where no key is needed. */
  public static final String ACTOR = "intent-observe.actor";

  /**
   * True if the caller's key may only read, so that a page offers no action that would be refused;
   * absent otherwise.
   */
  public static final String READ_ONLY = "intent-observe.read_only";

  /** The request's correlation id, a text. */
  public static final String CORRELATION_ID = "intent-observe.correlation_id";

  /** A key of the route, not of the request: marks pages and their assets. */
  public static final String PAGE = "intent-observe.page";

  private RoutingContextKeys() {}
}
