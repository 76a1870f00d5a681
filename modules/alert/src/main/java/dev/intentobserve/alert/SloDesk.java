package dev.intentobserve.alert;

import dev.intentobserve.alert.SloJudge.Judgement;
import dev.intentobserve.contract.AlertStoreContract.Memory;
import dev.intentobserve.contract.AlertStoreContract.SloMemory;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.TallyOf;
import dev.intentobserve.contract.FiguresContract.Window;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Tally;
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
 * Asks for what the judge of objectives wants to know: all windows of all objectives in one
 * question. When failures leave their windows is asked only after their number changed.
 */
final class SloDesk {
  private final Vertx vertx;
  private final Duration deadline;
  private final Trouble trouble;

  /** When failures leave, by objective, for as long as their number stays the same. */
  private final Map<String, Leave> leaves = new HashMap<>();

  private record Leave(long bad, LeaveSearch found) {
    /** As many failed, and as many have to leave, of which the decisive one is still there. */
    boolean stillTrue(LeaveSearch search, Tally window) {
      return bad == window.bad()
          && found.needed() == search.needed()
          && !found.from().isBefore(search.from())
          && found.objective().equals(search.objective());
    }
  }

  /**
   * An objective and how it stands.
   *
   * @param judgement null when it could not be judged
   */
  record Judged(Objective objective, @Nullable Judgement judgement) {}

  /** An objective on its way to its judgement. */
  private record Question(Objective objective, @Nullable SloMemory memory, List<Window> windows) {}

  private record Counted(Question question, SloFigures figures) {}

  SloDesk(Vertx vertx, Duration deadline, Trouble trouble) {
    this.vertx = vertx;
    this.deadline = deadline;
    this.trouble = trouble;
  }

  /** Judges each; one that cannot be judged stops no other. Fails when figures cannot be had. */
  Future<List<Judged>> judge(List<Objective> objectives, Memory memory, Instant now) {
    List<Question> questions = new ArrayList<>();
    for (Objective objective : objectives) {
      Question question =
          guarded(
              "the windows of objective " + objective.name(),
              () -> question(objective, memory, now));
      if (question != null) {
        questions.add(question);
      }
    }
    return ask(questions.stream().flatMap(question -> question.windows().stream()).toList())
        .compose(tallies -> withLeaves(counted(questions, tallies), now))
        .map(counted -> judged(objectives, counted, now));
  }

  private static Question question(Objective objective, Memory memory, Instant now) {
    SloMemory known =
        memory.slos().stream()
            .filter(slo -> slo.scope().equals(objective.scope()))
            .map(Scoped::value)
            .filter(slo -> slo.objective().equals(objective.name()))
            .findFirst()
            .orElse(null);
    return new Question(objective, known, SloFigures.windows(objective, now, known));
  }

  private Future<List<Tally>> ask(List<Window> windows) {
    return windows.isEmpty()
        ? Future.succeededFuture(List.of())
        : FiguresContract.TALLIES.ask(vertx, new TallyOf(windows), deadline);
  }

  private List<Counted> counted(List<Question> questions, List<Tally> tallies) {
    List<Counted> counted = new ArrayList<>();
    int at = 0;
    for (Question question : questions) {
      Iterator<Tally> own = tallies.subList(at, at + question.windows().size()).iterator();
      at += question.windows().size();
      counted.add(
          new Counted(question, SloFigures.read(question.objective(), question.memory(), own)));
    }
    return counted;
  }

  /** Without an answer the message is worded by the window's length. */
  private Future<List<Counted>> withLeaves(List<Counted> counted, Instant now) {
    List<LeaveSearch> searches = new ArrayList<>();
    for (Counted each : counted) {
      LeaveSearch search = search(each, now);
      if (search != null && known(each, search) == null) {
        searches.add(search);
      }
    }
    return narrow(searches)
        .otherwise(List.of())
        .map(found -> counted.stream().map(each -> leaving(each, found, now)).toList());
  }

  private static @Nullable LeaveSearch search(Counted counted, Instant now) {
    Objective objective = counted.question().objective();
    return LeaveSearch.begin(
        objective, Stretch.of(objective.window(), now), counted.figures().window());
  }

  private @Nullable LeaveSearch known(Counted counted, LeaveSearch search) {
    Leave leave = leaves.get(counted.question().objective().name());
    Tally window = counted.figures().window();
    return leave != null && leave.stillTrue(search, window) ? leave.found() : null;
  }

  private Future<List<LeaveSearch>> narrow(List<LeaveSearch> searches) {
    if (searches.stream().allMatch(LeaveSearch::done)) {
      return Future.succeededFuture(searches);
    }
    List<Window> parts = searches.stream().flatMap(search -> search.parts().stream()).toList();
    return ask(parts).map(tallies -> narrowed(searches, tallies)).compose(this::narrow);
  }

  private static List<LeaveSearch> narrowed(List<LeaveSearch> searches, List<Tally> tallies) {
    List<LeaveSearch> narrowed = new ArrayList<>();
    int at = 0;
    for (LeaveSearch search : searches) {
      int size = search.parts().size();
      LeaveSearch next = search.narrowed(tallies.subList(at, at + size));
      at += size;
      if (next != null) {
        narrowed.add(next);
      }
    }
    return narrowed;
  }

  private Counted leaving(Counted counted, List<LeaveSearch> found, Instant now) {
    String name = counted.question().objective().name();
    LeaveSearch search = search(counted, now);
    if (search == null) {
      leaves.remove(name);
      return counted;
    }
    LeaveSearch known = known(counted, search);
    LeaveSearch leave =
        known != null
            ? known
            : found.stream()
                .filter(each -> each.objective().name().equals(name))
                .findFirst()
                .orElse(null);
    if (leave == null) {
      return counted;
    }
    leaves.put(name, new Leave(counted.figures().window().bad(), leave));
    return new Counted(counted.question(), counted.figures().leaving(leave.leaves()));
  }

  private List<Judged> judged(List<Objective> objectives, List<Counted> counted, Instant now) {
    Map<Objective, Judgement> judgements = new HashMap<>();
    for (Counted each : counted) {
      Objective objective = each.question().objective();
      Judgement judgement =
          guarded(
              "objective " + objective.name(),
              () -> SloJudge.judge(objective, each.figures(), now, each.question().memory()));
      if (judgement != null) {
        judgements.put(objective, judgement);
      }
    }
    return objectives.stream().map(each -> new Judged(each, judgements.get(each))).toList();
  }

  private <T> @Nullable T guarded(String what, Supplier<T> work) {
    try {
      T done = work.get();
      trouble.over(what);
      return done;
    } catch (RuntimeException e) {
      trouble.with(what, e);
      return null;
    }
  }
}
