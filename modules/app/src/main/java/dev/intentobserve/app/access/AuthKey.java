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
  /** What the holder of a key may do. */
  public enum Role {
    /** Send events. */
    INGEST,
    /** Look at everything of its tenant and project. */
    READ,
    /** Both, and change or discard. */
    ADMIN,
    /** Look at the metrics of the whole installation, and at nothing else: for a scraper. */
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
