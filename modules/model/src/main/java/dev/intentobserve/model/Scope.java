package dev.intentobserve.model;

import static java.util.Objects.requireNonNull;

/** The owner of events. Comes from the credential alone, never from an event. */
public record Scope(String tenant, String project) {
  /** The scope of an installation with one tenant. */
  public static final Scope DEFAULT = new Scope("default", "default");

  public Scope {
    requireNonNull(tenant, "tenant");
    requireNonNull(project, "project");
  }
}
