package dev.intentobserve.alert;

import dev.intentobserve.alert.SloJudge.Judgement;
import dev.intentobserve.contract.AlertStoreContract.SloMemory;
import dev.intentobserve.contract.FiguresContract.Window;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.SloStatus;
import dev.intentobserve.event.Tally;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Cases by minute, as the cellar would keep them, and an objective judged over them. */
final class History {
  private final TreeMap<Instant, Tally> minutes = new TreeMap<>();

  History add(Instant minute, long good, long bad) {
    minutes.merge(Stretch.minute(minute), new Tally(good, bad), Tally::plus);
    return this;
  }

  History add(String minute, long good, long bad) {
    return add(Instant.parse(minute), good, bad);
  }

  Tally tally(Instant from, Instant to) {
    return from.isBefore(to)
        ? minutes.subMap(from, true, to, false).values().stream().reduce(Tally.NONE, Tally::plus)
        : Tally.NONE;
  }

  List<Tally> tallies(List<Window> windows) {
    return windows.stream().map(window -> tally(window.from(), window.to())).toList();
  }

  Judgement judge(Objective objective, Instant now, @Nullable SloMemory memory) {
    List<Window> windows = SloFigures.windows(objective, now, memory);
    SloFigures figures = SloFigures.read(objective, memory, tallies(windows).iterator());
    LeaveSearch search =
        LeaveSearch.begin(objective, Stretch.of(objective.window(), now), figures.window());
    while (search != null && !search.done()) {
      search = search.narrowed(tallies(search.parts()));
    }
    Instant leaves = search == null ? null : search.leaves();
    return SloJudge.judge(objective, figures.leaving(leaves), now, memory);
  }

  SloStatus status(Objective objective, String now) {
    return judge(objective, Instant.parse(now), null).status();
  }
}
