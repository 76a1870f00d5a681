package dev.intentobserve.ports.web;

/** What the front of the HTTP server leaves on a request for the rooms behind it. */
public final class RoutingContextKeys {
  /** The caller's {@code Scope}, from its credential. */
  public static final String SCOPE = "intent-observe.scope";

  /** Who asks, a text: the name of the key; absent where nobody needs one. */
  public static final String ACTOR = "intent-observe.actor";

  /**
   * True where the caller's key may look but change nothing, so that a page offers no action that
   * would be refused; absent where it may, and where nobody needs a key.
   */
  public static final String READ_ONLY = "intent-observe.read_only";

  /** The request's correlation id, a text. */
  public static final String CORRELATION_ID = "intent-observe.correlation_id";

  /** Of a route, not of a request: it answers with a page, or with what belongs to pages. */
  public static final String PAGE = "intent-observe.page";

  private RoutingContextKeys() {}
}
