package dev.intentobserve.cli.client;

/** The paths of the HTTP API that several commands use. */
public final class ApiPaths {
  public static final String ALERTS = "/api/v1/alerts";
  public static final String DEAD_LETTERS = "/api/v1/dead-letters";
  public static final String ENTITIES = "/api/v1/entities";
  public static final String EVENTS = "/api/v1/events";
  public static final String SLOS = "/api/v1/slos";
  public static final String TRACES = "/api/v1/traces";

  private ApiPaths() {}
}
