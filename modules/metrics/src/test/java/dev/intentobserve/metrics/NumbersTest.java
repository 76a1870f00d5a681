package dev.intentobserve.metrics;

import static dev.intentobserve.metrics.Lives.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life.Mark;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.SeriesTotal;
import dev.intentobserve.event.SeriesTotal.Exemplar;
import dev.intentobserve.event.Stored;
import dev.intentobserve.testkit.Events;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each metric says, in named cases. */
class NumbersTest {
  private final Room room = new Room(Map.of());

  private double signals(String source, String status) {
    return room.value(Names.INTENT_SIGNALS, Names.LABEL_SOURCE, source, Names.LABEL_STATUS, status);
  }

  private double contracts(String result) {
    return room.value(Names.INTENT_CONTRACTS, Names.LABEL_RESULT, result);
  }

  private SeriesTotal total(String metric) {
    SeriesTotal total = room.shelf.series.get(new Scoped<>(Scope.DEFAULT, Series.of(metric)));
    assertThat(total).isNotNull();
    return total;
  }

  @Test
  void reemittedSignal_isNoNewSignalButANewEvent() {
    Lives signal = Lives.of(Kind.SIGNAL, "SIG-1", "captured").happened("signal.created", 0);
    room.events(
        Events.of("signal.created", "SIG-1").id("1").source("mcp").stored(1),
        Events.of("signal.captured", "SIG-1").id("2").source("mcp").stored(2));
    room.lives(signal.row()).lives(signal.happened("signal.created", 5).row());
    assertThat(signals("mcp", "captured")).isEqualTo(1);
    assertThat(
            room.value(
                Names.INTENT_EVENTS,
                Names.LABEL_EVENT_TYPE,
                "signal.created",
                Names.LABEL_SOURCE,
                "mcp"))
        .isEqualTo(2);
  }

  @Test
  void signal_countsInEachStatusItEverReached() {
    room.lives(
        Lives.of(Kind.SIGNAL, "SIG-1", "promoted")
            .happened("signal.created", 0)
            .happened("signal.enriched", 1)
            .happened("signal.clustered", 2)
            .to(9)
            .row());
    assertThat(List.of("captured", "active", "clustered", "promoted", "dismissed"))
        .extracting(status -> signals("mcp", status))
        .containsExactly(1.0, 1.0, 1.0, 1.0, 0.0);
  }

  @Test
  void lateEvent_movesASignalToAnotherStatus() {
    Lives active =
        Lives.of(Kind.SIGNAL, "SIG-1", "active")
            .happened("signal.created", 0)
            .happened("signal.enriched", 5)
            .cluster("CLU-1")
            .trust(0.6);
    room.lives(active.row());
    assertThat(room.value(Names.INTENT_SIGNALS_ACTIVE, Names.LABEL_CLUSTER, "CLU-1")).isEqualTo(1);
    assertThat(room.value(Names.INTENT_SIGNALS_OPEN)).isEqualTo(1);
    room.lives(
        Lives.of(Kind.SIGNAL, "SIG-1", "dismissed")
            .happened("signal.created", 0)
            .happened("signal.dismissed", 1)
            .happened("signal.enriched", 5)
            .to(1)
            .row());
    assertThat(signals("mcp", "active")).isZero();
    assertThat(signals("mcp", "dismissed")).isEqualTo(1);
    assertThat(signals("mcp", "captured")).isEqualTo(1);
    assertThat(room.value(Names.INTENT_SIGNALS_ACTIVE, Names.LABEL_CLUSTER, "CLU-1")).isZero();
    assertThat(room.value(Names.INTENT_SIGNALS_OPEN)).isZero();
    assertThat(room.shelf.series.keySet())
        .doesNotContain(
            new Scoped<>(
                Scope.DEFAULT,
                Series.of(Names.INTENT_SIGNALS_ACTIVE, Names.LABEL_CLUSTER, "CLU-1")));
  }

  @Test
  void signalThatWasOnlyNamed_isNoSignalYet() {
    room.lives(Lives.of(Kind.SIGNAL, "SIG-1", "promoted").row());
    assertThat(room.shelf.samples).isEmpty();
  }

  @Test
  void completedContract_isWhatItsAssertionsSay() {
    room.lives(
        Lives.of(Kind.CONTRACT, "CON-1", "failed").happened("contract.completed", 1).row(),
        Lives.of(Kind.CONTRACT, "CON-2", "verified").happened("contract.completed", 1).row(),
        Lives.of(Kind.CONTRACT, "CON-3", "started").happened("contract.completed", 1).row());
    assertThat(contracts("pass")).isEqualTo(1);
    assertThat(contracts("fail")).isEqualTo(1);
  }

  @Test
  void contractCompletedTwice_isTwoEvaluations_howeverOftenAlsoAVerdictWasGiven() {
    room.lives(
        Lives.of(Kind.CONTRACT, "CON-1", "verified")
            .happened("contract.completed", 1)
            .happened(EntityFacts.COMPLETED_FAILED, 1)
            .happened("contract.failed", 1)
            .happened("contract.completed", 2)
            .happened(EntityFacts.COMPLETED_PASSED, 2)
            .row());
    assertThat(contracts("pass")).isEqualTo(1);
    assertThat(contracts("fail")).isEqualTo(1);
  }

  @Test
  void verdicts_countEachTimeAndInsteadOfCompletion() {
    room.lives(
        Lives.of(Kind.CONTRACT, "CON-1", "verified")
            .happened("contract.failed", 1)
            .happened("contract.failed", 2)
            .happened("contract.verified", 3)
            .happened("contract.completed", 4)
            .row());
    assertThat(contracts("pass")).isEqualTo(1);
    assertThat(contracts("fail")).isEqualTo(2);
  }

  @Test
  void pipeline_isSignalsAwaitingPromotionOrAllThatIsInFlight() {
    room.lives(
        Lives.of(Kind.SIGNAL, "SIG-1", "captured").happened("signal.created", 0).row(),
        Lives.of(Kind.SIGNAL, "SIG-2", "clustered").happened("signal.created", 0).row(),
        Lives.of(Kind.SIGNAL, "SIG-3", "promoted").happened("signal.created", 0).row(),
        Lives.of(Kind.SPEC, "SPEC-1", "approved").product("shop").happened("spec.created", 0).row(),
        Lives.of(Kind.SPEC, "SPEC-2", "complete").happened("spec.created", 0).row(),
        Lives.of(Kind.CONTRACT, "CON-1", "started").happened("contract.started", 0).row(),
        Lives.of(Kind.CONTRACT, "CON-2", "verified").happened("contract.verified", 0).row(),
        Lives.of(Kind.INTENT, "INT-1", "executing").happened("intent.proposed", 0).row(),
        Lives.of(Kind.INTENT, "INT-2", "archived").happened("intent.proposed", 0).row());
    assertThat(room.value(Names.INTENT_PIPELINE_DEPTH)).isEqualTo(2);
    assertThat(room.value(Names.INTENT_SIGNALS_OPEN)).isEqualTo(1);
    assertThat(room.value(Names.INTENT_PIPELINE_IN_FLIGHT)).isEqualTo(4);
    assertThat(room.value(Names.INTENT_SPECS_IN_PROGRESS, Names.LABEL_PRODUCT, "shop"))
        .isEqualTo(1);
    assertThat(room.value(Names.INTENT_SPECS_IN_PROGRESS, Names.LABEL_PRODUCT, "none")).isZero();
    assertThat(room.value(Names.INTENT_INTENTS_ACTIVE)).isEqualTo(1);
    assertThat(
            room.value(
                Names.INTENT_SPECS, Names.LABEL_PRODUCT, "shop", Names.LABEL_STATUS, "approved"))
        .isEqualTo(1);
  }

  @Test
  void trust_isAMeanOfActiveSignalsAndAHistogramOfAll() {
    room.lives(trusting("SIG-1", "active", 0.4), trusting("SIG-2", "active", 0.8));
    room.lives(trusting("SIG-3", "dismissed", 0.6), trusting("SIG-4", "active", null));
    assertThat(room.value(Names.INTENT_SIGNALS_TRUST_AVG)).isEqualTo(0.6);
    assertThat(room.value(Names.INTENT_SIGNALS_BY_LEVEL, Names.LABEL_LEVEL, "unscored"))
        .isEqualTo(1);
    assertThat(total(Names.INTENT_TRUST_SCORE).buckets())
        .as("an edge belongs to the bucket below it")
        .containsExactly(0L, 0L, 1L, 1L, 1L, 0L, 0L);
  }

  private static LifeRow trusting(String id, String state, Double trust) {
    return Lives.of(Kind.SIGNAL, id, state).happened("signal.created", 0).trust(trust).row();
  }

  @Test
  void cycleTime_isMeasuredBetweenMarksAndNeverNegative() {
    room.lives(
        intent("INT-1").mark(Mark.FIRST_SIGNAL, 0).mark(Mark.PROPOSED, 60).row(),
        intent("INT-2").mark(Mark.FIRST_SIGNAL, 90).mark(Mark.PROPOSED, 61).row(),
        intent("INT-3").mark(Mark.FIRST_SIGNAL, 0).row());
    SeriesTotal total = total(Names.INTENT_SIGNAL_TO_INTENT);
    assertThat(total.count()).isEqualTo(2);
    assertThat(total.sum()).isEqualTo(3600);
    assertThat(total.buckets()).containsExactly(2L, 0L, 0L, 0L, 0L, 0L, 0L);
    assertThat(total.exemplars())
        .isEqualTo(Map.of(0, new Exemplar(0, minute(61), "trace-INT-2", "span-INT-2")));
  }

  @Test
  void exemplarThatLeaves_givesWayToTheOneBehindIt() {
    room.lives(
        intent("INT-1").mark(Mark.FIRST_SIGNAL, 0).mark(Mark.PROPOSED, 60).row(),
        intent("INT-2").mark(Mark.FIRST_SIGNAL, 90).mark(Mark.PROPOSED, 95).row());
    room.lives(intent("INT-2").row());
    assertThat(total(Names.INTENT_SIGNAL_TO_INTENT).exemplars())
        .isEqualTo(Map.of(0, new Exemplar(3600, minute(60), "trace-INT-1", "span-INT-1")));
  }

  private static Lives intent(String id) {
    return Lives.of(Kind.INTENT, id, "proposed").happened("intent.proposed", 0);
  }

  @Test
  void specToComplete_hasNoEdgeAtAFortnight() {
    assertThat(Definitions.of(Names.INTENT_SPEC_TO_COMPLETE).edges())
        .containsExactly(3600.0, 14_400.0, 86_400.0, 259_200.0, 604_800.0);
    assertThat(Definitions.of(Names.INTENT_INTENT_TO_SPEC).edges()).hasSize(6);
  }

  @Test
  void metricWithoutLabels_isZeroAndOneWithLabelsAbsent() {
    assertThat(MetricList.of(List.of(), 10).metrics())
        .filteredOn(metric -> metric.points().isEmpty())
        .extracting(metric -> metric.name())
        .containsExactly(
            Names.INTENT_EVENTS,
            Names.INTENT_SIGNALS,
            Names.INTENT_SPECS,
            Names.INTENT_CONTRACTS,
            Names.INTENT_SIGNALS_ACTIVE,
            Names.INTENT_SIGNALS_BY_LEVEL,
            Names.INTENT_SIGNALS_TRUST_AVG,
            Names.INTENT_SPECS_IN_PROGRESS);
  }

  @Test
  void seriesOfTwoScopes_areShownAsOne() {
    Scope other = new Scope("other", "other");
    room.lives(
        Lives.of(Kind.SIGNAL, "SIG-1", "captured").happened("signal.created", 0).row(),
        Lives.of(Kind.SIGNAL, "SIG-1", "captured").in(other).happened("signal.created", 0).row());
    assertThat(signals("mcp", "captured")).isEqualTo(2);
    assertThat(room.value(Names.INTENT_PIPELINE_DEPTH)).isEqualTo(2);
  }

  @Test
  void budget_admitsTheFirstAndNamesTheOffender() {
    for (int i = 0; i < 9; i++) {
      room.events(
          Events.of("signal.created", "SIG-1")
              .id("e" + i)
              .at(minute(9 - i))
              .source("source-" + i)
              .stored(i + 1));
    }
    MetricList list = MetricList.of(room.shelf.totals().of(null), 4);
    assertThat(list.overflows())
        .containsExactly(new MetricList.Overflow(Names.INTENT_EVENTS, Names.LABEL_SOURCE, 6));
    assertThat(list.metrics().getFirst().points())
        .extracting(point -> point.labels().get(Names.LABEL_SOURCE), point -> point.value())
        .containsExactly(
            tuple("other", 6.0),
            tuple("source-6", 1.0),
            tuple("source-7", 1.0),
            tuple("source-8", 1.0));
  }

  @Test
  void flood_ofOneTenant_takesNoSeriesFromAnother() {
    Scope quiet = new Scope("quiet", "web");
    for (int i = 0; i < 50; i++) {
      room.events(
          Events.of("signal.created", "SIG-1")
              .id("flood" + i)
              .at(minute(i))
              .source("flood-" + i)
              .stored(i + 1));
    }
    for (int i = 0; i < 3; i++) {
      Stored stored =
          Events.of("signal.created", "SIG-2")
              .id("quiet" + i)
              .at(minute(100 + i))
              .source("quiet-" + i)
              .stored(51 + i);
      room.events(new Stored(stored.seq(), quiet, "test", stored.receivedTime(), stored.event()));
    }
    MetricList list = MetricList.each(room.shelf.totals().each(), 4);
    assertThat(list.overflows())
        .containsExactly(new MetricList.Overflow(Names.INTENT_EVENTS, Names.LABEL_SOURCE, 47));
    assertThat(list.metrics().getFirst().points())
        .extracting(point -> point.labels().get(Names.LABEL_SOURCE), point -> point.value())
        .containsExactly(
            tuple("other", 47.0),
            tuple("flood-0", 1.0),
            tuple("flood-1", 1.0),
            tuple("flood-2", 1.0),
            tuple("quiet-0", 1.0),
            tuple("quiet-1", 1.0),
            tuple("quiet-2", 1.0));
  }

  @Test
  void manyTenants_shareTheWholeAlike() {
    MetricsConfig config = MetricsConfig.DEFAULT;
    assertThat(config.seriesShown(1)).isEqualTo(200);
    assertThat(config.seriesShown(20)).isEqualTo(200);
    assertThat(config.seriesShown(100)).isEqualTo(40);
    assertThat(config.seriesShown(100_000)).isEqualTo(1);
  }

  @Test
  void cellar_keepsABoundedNumberOfSeries() {
    Totals totals = new Totals(List.of());
    SeriesDraft draft = new SeriesDraft(totals, 2);
    for (int i = 0; i < 5; i++) {
      EventFold fold = new EventFold(true, Map.of(), draft);
      fold.add(List.of(Events.of("signal.created", "S").id("e" + i).source("s" + i).stored(i + 1)));
    }
    assertThat(draft.settled(List.of()))
        .extracting(total -> total.value().series().labels())
        .containsExactly(
            labels("signal.created", "s0"),
            labels("signal.created", "s1"),
            labels("other", "other"));
    assertThat(draft.settled(List.of()).getLast().value().count()).isEqualTo(3);
  }

  private static TreeMap<String, String> labels(String type, String source) {
    return new TreeMap<>(Map.of(Names.LABEL_EVENT_TYPE, type, Names.LABEL_SOURCE, source));
  }
}
