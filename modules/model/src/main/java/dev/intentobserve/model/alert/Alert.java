package dev.intentobserve.model.alert;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Coded;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
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
    List<String> evidence)
    implements AlertBuilder.With {

  /** The rule of a test alert, which shows whether alerts arrive. */
  public static final String TEST = "Test";

  public enum State implements Coded {
    PENDING,
    FIRING,
    RESOLVED;

    @Override
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
    return Digests.sha256(all).substring(0, 16);
  }

  /** Without labels and evidence until they are set. */
  public static AlertBuilder builder() {
    return AlertBuilder.builder().labels(new TreeMap<>());
  }
}
