package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Newest first unless {@code ascending}. {@code type} may end in {@code .*}; {@code text} is
 * searched in the body, ignoring case. With text, or with source and times but no entities, a
 * bounded number of events is searched: a page may hold fewer than {@code limit}, or none, and
 * still have a next one.
 *
 * @param entities only events that are about one of these; null for all
 */
public record EventQuery(
    Scope scope,
    @Nullable String type,
    @Nullable String source,
    @Nullable Set<EntityKey> entities,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String text,
    boolean ascending,
    int limit,
    @Nullable String cursor) {
  public static Builder builder(Scope scope, int limit) {
    return new Builder(scope, limit);
  }

  /** What is not set does not filter. */
  public static final class Builder {
    private final Scope scope;
    private @Nullable String type;
    private @Nullable String source;
    private @Nullable Set<EntityKey> entities;
    private @Nullable Instant since;
    private @Nullable Instant until;
    private @Nullable String text;
    private boolean ascending;
    private final int limit;
    private @Nullable String cursor;

    private Builder(Scope scope, int limit) {
      this.scope = scope;
      this.limit = limit;
    }

    public Builder type(@Nullable String type) {
      this.type = type;
      return this;
    }

    public Builder source(@Nullable String source) {
      this.source = source;
      return this;
    }

    public Builder entities(@Nullable Set<EntityKey> entities) {
      this.entities = entities;
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

    public Builder ascending(boolean ascending) {
      this.ascending = ascending;
      return this;
    }

    public Builder cursor(@Nullable String cursor) {
      this.cursor = cursor;
      return this;
    }

    public EventQuery build() {
      return new EventQuery(
          scope, type, source, entities, since, until, text, ascending, limit, cursor);
    }
  }
}
