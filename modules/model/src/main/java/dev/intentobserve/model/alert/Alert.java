package dev.intentobserve.model.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.trace.TraceIds;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs attention, from its start to its end. One of the same rule and labels is the
 * same alert: it may fire again after it was resolved.
 *
 * @param id {@link #idOf}: 16 hex digits
 * @param rule {@code StaleIntent}, {@code SloBurn} …
 * @param labels what tells it from others of its rule, {@code alertname} and {@code severity} not
 *     among them
 * @param summary one line: what happened, to whom
 * @param description what is known, and what to do
 * @param value the figure that was judged; null where there is none
 * @param since when its condition began to hold
 * @param fired when it began to fire; null while pending
 * @param resolved when it was over; null before
 * @param evidence API paths that lead to the events behind it; at most 20
 */
public record Alert(
    String id,
    String rule,
    Severity severity,
    State state,
    SortedMap<String, String> labels,
    String summary,
    String description,
    @Nullable Double value,
    Instant since,
    @Nullable Instant fired,
    @Nullable Instant resolved,
    List<String> evidence) {

  /** The rule of a test alert, which shows whether alerts arrive. */
  public static final String TEST = "Test";

  public enum State {
    PENDING,
    FIRING,
    RESOLVED;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Alert {
    requireNonNull(id, "id");
    requireNonNull(rule, "rule");
    requireNonNull(severity, "severity");
    requireNonNull(state, "state");
    requireNonNull(summary, "summary");
    requireNonNull(description, "description");
    requireNonNull(since, "since");
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    evidence = List.copyOf(evidence);
  }

  /** The same for the same rule, labels and scope. */
  public static String idOf(Scope scope, String rule, SortedMap<String, String> labels) {
    String all = scope.tenant() + "\0" + scope.project() + "\0" + rule + "\0" + labels;
    return TraceIds.sha256(all.getBytes(UTF_8)).substring(0, 16);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A copy to change. */
  public Builder toBuilder() {
    return builder()
        .id(id)
        .rule(rule)
        .severity(severity)
        .state(state)
        .labels(labels)
        .summary(summary)
        .description(description)
        .value(value)
        .since(since)
        .fired(fired)
        .resolved(resolved)
        .evidence(evidence);
  }

  /**
   * Collections are empty and nullable values null unless set; {@code build} fails without the
   * others.
   */
  public static final class Builder {
    private @Nullable String id;
    private @Nullable String rule;
    private @Nullable Severity severity;
    private @Nullable State state;
    private SortedMap<String, String> labels = new TreeMap<>();
    private @Nullable String summary;
    private @Nullable String description;
    private @Nullable Double value;
    private @Nullable Instant since;
    private @Nullable Instant fired;
    private @Nullable Instant resolved;
    private List<String> evidence = List.of();

    private Builder() {}

    public Builder id(String id) {
      this.id = id;
      return this;
    }

    public Builder rule(String rule) {
      this.rule = rule;
      return this;
    }

    public Builder severity(Severity severity) {
      this.severity = severity;
      return this;
    }

    public Builder state(State state) {
      this.state = state;
      return this;
    }

    public Builder labels(SortedMap<String, String> labels) {
      this.labels = labels;
      return this;
    }

    public Builder summary(String summary) {
      this.summary = summary;
      return this;
    }

    public Builder description(String description) {
      this.description = description;
      return this;
    }

    public Builder value(@Nullable Double value) {
      this.value = value;
      return this;
    }

    public Builder since(Instant since) {
      this.since = since;
      return this;
    }

    public Builder fired(@Nullable Instant fired) {
      this.fired = fired;
      return this;
    }

    public Builder resolved(@Nullable Instant resolved) {
      this.resolved = resolved;
      return this;
    }

    public Builder evidence(List<String> evidence) {
      this.evidence = evidence;
      return this;
    }

    @SuppressWarnings("NullAway") // the constructor refuses what is missing
    public Alert build() {
      return new Alert(
          id,
          rule,
          severity,
          state,
          labels,
          summary,
          description,
          value,
          since,
          fired,
          resolved,
          evidence);
    }
  }
}
