package dev.intentobserve.model;

import static java.util.Objects.requireNonNull;

/** Whose events these are. Comes from the credential alone, never from an event. */
public record Scope(String tenant, String project) {
  /** The scope of a house with one tenant. */
  public static final Scope DEFAULT = new Scope("default", "default");

  public Scope {
    requireNonNull(tenant, "tenant");
    requireNonNull(project, "project");
  }
}
