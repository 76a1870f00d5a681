package dev.intentobserve.contract;

/** What the front of the HTTP server leaves on a request for the rooms behind it. */
public final class WebKeys {
  /** The caller's {@code Scope}, from its credential. */
  public static final String SCOPE = "intent-observe.scope";

  /** Who asks, a text: the name of the key; absent where nobody needs one. */
  public static final String ACTOR = "intent-observe.actor";

  /** The request's correlation id, a text. */
  public static final String CORRELATION_ID = "intent-observe.correlation_id";

  /** Of a route, not of a request: it answers with a page, or with what belongs to pages. */
  public static final String PAGE = "intent-observe.page";

  private WebKeys() {}
}
