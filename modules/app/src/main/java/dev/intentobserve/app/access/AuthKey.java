package dev.intentobserve.app.access;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;

/**
 * One credential. The key itself is never kept, only its digest.
 *
 * @param sha256 32 bytes
 */
public record AuthKey(String name, Bytes sha256, Scope scope, Role role) {
  /** What a key allows. */
  public enum Role {
    /** Send events. */
    INGEST,
    /** Read everything of its tenant and project. */
    READ,
    /** Both, and change or discard things. */
    ADMIN,
    /** Read the metrics of the whole installation and nothing else: for a scraper. */
    METRICS
  }

  public AuthKey {
    requireNonNull(name, "name");
    requireNonNull(scope, "scope");
    requireNonNull(role, "role");
    if (sha256.length() != 32) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + sha256.length());
    }
  }
}
