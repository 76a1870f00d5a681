package dev.intentobserve.alerting.slo;

import dev.intentobserve.alerting.slo.SloStatusCalculator.SloEvaluation;
import dev.intentobserve.alerting.state.EvaluationFailures;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.AlertStorePorts.AlertSnapshot;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import dev.intentobserve.ports.MetricStorePorts.GoodBadCountsOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates all objectives, with one query for all their windows. When failures leave a window is
 * searched only after their number changed.
 */
public final class SloEvaluator {
  private final Vertx vertx;
  private final Duration deadline;
  private final EvaluationFailures evaluationFailures;

  /** By objective, for as long as its number of failures stays the same. */
  private final Map<String, CachedExpiry> expiries = new HashMap<>();

  private record CachedExpiry(long bad, FailureExpirySearch found) {
    /** Same number of failures, of which as many have to leave, and the found one is still in. */
    boolean stillTrue(FailureExpirySearch search, GoodBadCount window) {
      return bad == window.bad()
          && found.needed() == search.needed()
          && !found.from().isBefore(search.from())
          && found.objective().equals(search.objective());
    }
  }

  /**
   * An objective and its evaluation.
   *
   * @param evaluation null when it failed
   */
  public record SloResult(Objective objective, @Nullable SloEvaluation evaluation) {}

  private record Counted(Objective objective, @Nullable SloSnapshot snapshot, SloCounts counts) {}

  public SloEvaluator(Vertx vertx, Duration deadline, EvaluationFailures evaluationFailures) {
    this.vertx = vertx;
    this.deadline = deadline;
    this.evaluationFailures = evaluationFailures;
  }

  /** One objective that throws stops no other. Fails when counts cannot be loaded. */
  public Future<List<SloResult>> evaluate(
      List<Objective> objectives, AlertSnapshot snapshot, Instant now) {
    List<Objective> countable = new ArrayList<>();
    List<CountWindow> windows = new ArrayList<>();
    for (Objective objective : objectives) {
      List<CountWindow> own =
          guarded(
              "the windows of objective " + objective.name(),
              () -> SloCounts.windows(objective, now, known(snapshot, objective)));
      if (own != null) {
        countable.add(objective);
        windows.addAll(own);
      }
    }
    return ask(windows)
        .map(tallies -> counted(countable, snapshot, tallies.iterator()))
        .compose(counted -> withExpiries(counted, now))
        .map(counted -> evaluated(objectives, counted, now));
  }

  private static @Nullable SloSnapshot known(AlertSnapshot snapshot, Objective objective) {
    return snapshot.slos().stream()
        .filter(slo -> slo.scope().equals(objective.scope()))
        .map(Scoped::value)
        .filter(slo -> slo.objective().equals(objective.name()))
        .findFirst()
        .orElse(null);
  }

  private Future<List<GoodBadCount>> ask(List<CountWindow> windows) {
    return windows.isEmpty()
        ? Future.succeededFuture(List.of())
        : MetricStorePorts.GOOD_BAD_COUNTS.ask(vertx, new GoodBadCountsOf(windows), deadline);
  }

  private static List<Counted> counted(
      List<Objective> objectives, AlertSnapshot snapshot, Iterator<GoodBadCount> tallies) {
    List<Counted> counted = new ArrayList<>();
    for (Objective objective : objectives) {
      SloSnapshot known = known(snapshot, objective);
      counted.add(new Counted(objective, known, SloCounts.read(objective, known, tallies)));
    }
    return counted;
  }

  /** Without the expiry, the message only names the window's length. */
  private Future<List<Counted>> withExpiries(List<Counted> counted, Instant now) {
    List<FailureExpirySearch> searches = new ArrayList<>();
    for (Counted each : counted) {
      FailureExpirySearch search = search(each, now);
      if (search != null && cached(each, search) == null) {
        searches.add(search);
      }
    }
    return narrow(searches)
        .otherwise(List.of())
        .map(found -> counted.stream().map(each -> expiring(each, found, now)).toList());
  }

  private static @Nullable FailureExpirySearch search(Counted counted, Instant now) {
    SloWindow window = SloWindow.of(counted.objective().window(), now);
    return FailureExpirySearch.begin(counted.objective(), window, counted.counts().window());
  }

  private @Nullable FailureExpirySearch cached(Counted counted, FailureExpirySearch search) {
    CachedExpiry leave = expiries.get(counted.objective().name());
    GoodBadCount window = counted.counts().window();
    return leave != null && leave.stillTrue(search, window) ? leave.found() : null;
  }

  private Future<List<FailureExpirySearch>> narrow(List<FailureExpirySearch> searches) {
    if (searches.stream().allMatch(FailureExpirySearch::done)) {
      return Future.succeededFuture(searches);
    }
    List<CountWindow> parts = searches.stream().flatMap(search -> search.parts().stream()).toList();
    return ask(parts).map(tallies -> narrowed(searches, tallies)).compose(this::narrow);
  }

  private static List<FailureExpirySearch> narrowed(
      List<FailureExpirySearch> searches, List<GoodBadCount> tallies) {
    List<FailureExpirySearch> narrowed = new ArrayList<>();
    int at = 0;
    for (FailureExpirySearch search : searches) {
      int size = search.parts().size();
      FailureExpirySearch next = search.narrowed(tallies.subList(at, at + size));
      at += size;
      if (next != null) {
        narrowed.add(next);
      }
    }
    return narrowed;
  }

  private Counted expiring(Counted counted, List<FailureExpirySearch> found, Instant now) {
    String name = counted.objective().name();
    FailureExpirySearch search = search(counted, now);
    if (search == null) {
      expiries.remove(name);
      return counted;
    }
    FailureExpirySearch known = cached(counted, search);
    FailureExpirySearch leave =
        known != null
            ? known
            : found.stream()
                .filter(each -> each.objective().name().equals(name))
                .findFirst()
                .orElse(null);
    if (leave == null) {
      return counted;
    }
    expiries.put(name, new CachedExpiry(counted.counts().window().bad(), leave));
    return new Counted(
        counted.objective(), counted.snapshot(), counted.counts().withExpiresAt(leave.expiresAt()));
  }

  private List<SloResult> evaluated(
      List<Objective> objectives, List<Counted> counted, Instant now) {
    Map<Objective, SloEvaluation> evaluations = new HashMap<>();
    for (Counted each : counted) {
      Objective objective = each.objective();
      SloEvaluation evaluation =
          guarded(
              "objective " + objective.name(),
              () -> SloStatusCalculator.evaluate(objective, each.counts(), now, each.snapshot()));
      if (evaluation != null) {
        evaluations.put(objective, evaluation);
      }
    }
    return objectives.stream().map(each -> new SloResult(each, evaluations.get(each))).toList();
  }

  private <T> @Nullable T guarded(String subject, Supplier<T> work) {
    try {
      T done = work.get();
      evaluationFailures.recovered(subject);
      return done;
    } catch (RuntimeException e) {
      evaluationFailures.failed(subject, e);
      return null;
    }
  }
}
