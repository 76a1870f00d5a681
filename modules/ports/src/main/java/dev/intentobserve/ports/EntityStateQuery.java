package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Null asks for any.
 *
 * @param endedSince only those whose work ended then or later
 */
public record EntityStateQuery(
    Scope scope,
    @Nullable EntityKind kind,
    @Nullable Set<String> states,
    @Nullable String source,
    @Nullable String product,
    @Nullable String cluster,
    @Nullable String level,
    @Nullable Instant endedSince,
    @Nullable String idPrefix,
    int limit,
    @Nullable String cursor) {
  public static Builder builder(Scope scope, int limit) {
    return new Builder(scope, limit);
  }

  /** What is not set does not filter. */
  public static final class Builder {
    private final Scope scope;
    private @Nullable EntityKind kind;
    private @Nullable Set<String> states;
    private @Nullable String source;
    private @Nullable String product;
    private @Nullable String cluster;
    private @Nullable String level;
    private @Nullable Instant endedSince;
    private @Nullable String idPrefix;
    private final int limit;
    private @Nullable String cursor;

    private Builder(Scope scope, int limit) {
      this.scope = scope;
      this.limit = limit;
    }

    public Builder kind(@Nullable EntityKind kind) {
      this.kind = kind;
      return this;
    }

    public Builder states(@Nullable Set<String> states) {
      this.states = states;
      return this;
    }

    public Builder source(@Nullable String source) {
      this.source = source;
      return this;
    }

    public Builder product(@Nullable String product) {
      this.product = product;
      return this;
    }

    public Builder cluster(@Nullable String cluster) {
      this.cluster = cluster;
      return this;
    }

    public Builder level(@Nullable String level) {
      this.level = level;
      return this;
    }

    public Builder endedSince(@Nullable Instant endedSince) {
      this.endedSince = endedSince;
      return this;
    }

    public Builder idPrefix(@Nullable String idPrefix) {
      this.idPrefix = idPrefix;
      return this;
    }

    public Builder cursor(@Nullable String cursor) {
      this.cursor = cursor;
      return this;
    }

    public EntityStateQuery build() {
      return new EntityStateQuery(
          scope,
          kind,
          states,
          source,
          product,
          cluster,
          level,
          endedSince,
          idPrefix,
          limit,
          cursor);
    }
  }
}
