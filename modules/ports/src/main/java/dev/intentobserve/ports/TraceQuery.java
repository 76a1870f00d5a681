package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A filter of traces; the newest event first. With {@code text} a bounded number of traces is
 * searched: a page may hold fewer than {@code limit}, or none, and still have a next one.
 *
 * @param rootKind INTENT for what users call traces; null for provisional ones too
 * @param quietSince only open traces without an event since then
 * @param text only traces with this in the title or the id of the root, whatever its case
 */
public record TraceQuery(
    Scope scope,
    @Nullable EntityKind rootKind,
    @Nullable String state,
    @Nullable Instant quietSince,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String text,
    int limit,
    @Nullable String cursor) {
  public static Builder builder(Scope scope, int limit) {
    return new Builder(scope, limit);
  }

  /** What is not set does not filter. */
  public static final class Builder {
    private final Scope scope;
    private @Nullable EntityKind rootKind;
    private @Nullable String state;
    private @Nullable Instant quietSince;
    private @Nullable Instant since;
    private @Nullable Instant until;
    private @Nullable String text;
    private final int limit;
    private @Nullable String cursor;

    private Builder(Scope scope, int limit) {
      this.scope = scope;
      this.limit = limit;
    }

    public Builder rootKind(@Nullable EntityKind rootKind) {
      this.rootKind = rootKind;
      return this;
    }

    public Builder state(@Nullable String state) {
      this.state = state;
      return this;
    }

    public Builder quietSince(@Nullable Instant quietSince) {
      this.quietSince = quietSince;
      return this;
    }

    public Builder since(@Nullable Instant since) {
      this.since = since;
      return this;
    }

    public Builder until(@Nullable Instant until) {
      this.until = until;
      return this;
    }

    public Builder text(@Nullable String text) {
      this.text = text;
      return this;
    }

    public Builder cursor(@Nullable String cursor) {
      this.cursor = cursor;
      return this;
    }

    public TraceQuery build() {
      return new TraceQuery(scope, rootKind, state, quietSince, since, until, text, limit, cursor);
    }
  }
}
