package dev.intentobserve.ports;

/**
 * The public addresses of the event bus. Code that reaches the bus itself, in this JVM or in a
 * cluster, is trusted to set these headers. For clients of {@code /eventbus} the service sets them
 * from their credential.
 */
public final class EventBusApi {
  /** Request and reply: takes events in. */
  public static final String INGEST = "intent.events.ingest";

  /** Published after the commit, at most once. */
  public static final String LIVE = "intent.events.live";

  /** Published after the commit, at most once: every change of an alert. */
  public static final String ALERTS = "intent.alerts";

  /** Header: the tenant a message belongs to. */
  public static final String TENANT = "tenant";

  /** Header: the project a message belongs to. */
  public static final String PROJECT = "project";

  private EventBusApi() {}
}
