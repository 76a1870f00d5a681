package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.Stored;
import dev.intentobserve.testkit.Events;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The minds of the room without its shell: pages in, figures on a shelf out. */
final class Room {
  static final int MOST = 4000;

  final Shelf shelf = new Shelf();
  private final Map<String, Indicator> indicators;
  private Totals totals = shelf.totals();
  Instant now = Events.NOON;

  Room(Map<String, Indicator> indicators) {
    this.indicators = indicators;
  }

  void restart() {
    totals = shelf.totals();
  }

  Room events(Stored... events) {
    events(true, List.of(events), indicators);
    return this;
  }

  void events(boolean main, List<Stored> page, Map<String, Indicator> cohort) {
    EventFold fold = new EventFold(main, cohort, new SeriesDraft(totals, MOST));
    fold.add(page);
    commit(fold.commit(List.of(), shelf.casesOf(fold.subjects(), fold.caseIndicators()), now));
  }

  Room lives(LifeRow... rows) {
    lives(true, List.of(rows), indicators);
    return this;
  }

  void lives(boolean main, List<LifeRow> page, Map<String, Indicator> cohort) {
    LifeFold fold = new LifeFold(main, cohort, page, new SeriesDraft(totals, MOST));
    fold.fold(
        shelf.samplesOf(fold.subjects()), shelf.casesOf(fold.subjects(), cohort.keySet()), now);
    commit(fold.commit(List.of(), shelf.edges(fold.lost(), fold.subjects())));
  }

  /** Time passes; what is overdue then is bad. */
  Room at(Instant later) {
    now = later;
    Ticks ticks = new Ticks();
    CaseChanges cases = new CaseChanges(ticks);
    for (Scoped<Case> due : shelf.due(now)) {
      cases.replace(due.scope(), due.value(), Judgement.overdue(due.value()));
    }
    commit(
        new CommitFigures(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            cases.made(),
            cases.dropped(),
            ticks.list(),
            List.of()));
    return this;
  }

  private void commit(CommitFigures step) {
    shelf.commit(step);
    totals.apply(step.totals());
  }

  /** The value shown for a series; 0 where there is none. */
  double value(String metric, String... labels) {
    return MetricList.of(totals.of(null), 200).metrics().stream()
        .filter(shown -> shown.name().equals(metric))
        .map(Metric::points)
        .flatMap(List::stream)
        .filter(point -> point.labels().equals(Series.of(metric, labels).labels()))
        .mapToDouble(Metric.Point::value)
        .sum();
  }
}
