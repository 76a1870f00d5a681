package dev.intentobserve.metrics;

import static dev.intentobserve.metrics.EntityStateRowBuilder.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState.Milestone;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.SeriesTotal.Exemplar;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.testkit.TestEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each metric says, in named cases. */
class MetricValuesTest {
  private final MetricsCore metricsCore = new MetricsCore(Map.of());

  private double signals(String source, String status) {
    return metricsCore.value(
        TelemetryNames.INTENT_SIGNALS,
        TelemetryNames.LABEL_SOURCE,
        source,
        TelemetryNames.LABEL_STATUS,
        status);
  }

  private double specs(String product, String status) {
    return metricsCore.value(
        TelemetryNames.INTENT_SPECS,
        TelemetryNames.LABEL_PRODUCT,
        product,
        TelemetryNames.LABEL_STATUS,
        status);
  }

  private double awaiting(String cluster) {
    return metricsCore.value(
        TelemetryNames.INTENT_SIGNALS_AWAITING_PROMOTION, TelemetryNames.LABEL_CLUSTER, cluster);
  }

  private double contracts(String result) {
    return metricsCore.value(TelemetryNames.INTENT_CONTRACTS, TelemetryNames.LABEL_RESULT, result);
  }

  private SeriesTotal total(String metric) {
    SeriesTotal total =
        metricsCore.metricStore.series.get(new Scoped<>(Scope.DEFAULT, MetricSeries.of(metric)));
    assertThat(total).isNotNull();
    return total;
  }

  @Test
  void signalSentAgain_isNoNewSignalButANewEvent() {
    EntityStateRowBuilder signal =
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "captured")
            .occurred("signal.created", 0);
    metricsCore.events(
        TestEvent.of("signal.created", "SIG-1").id("1").source("mcp").stored(1),
        TestEvent.of("signal.captured", "SIG-1").id("2").source("mcp").stored(2));
    metricsCore.entityStates(signal.row()).entityStates(signal.occurred("signal.created", 5).row());
    assertThat(signals("mcp", "captured")).isEqualTo(1);
    assertThat(
            metricsCore.value(
                TelemetryNames.INTENT_EVENTS,
                TelemetryNames.LABEL_EVENT_TYPE,
                "signal.created",
                TelemetryNames.LABEL_SOURCE,
                "mcp"))
        .isEqualTo(2);
  }

  @Test
  void signalAndSpec_countOnceInOneSeries_whateverTheyBecome() {
    for (String state : List.of("captured", "active", "clustered", "promoted")) {
      metricsCore.entityStates(
          EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", state)
              .occurred("signal.created", 0)
              .occurred("signal.enriched", 1)
              .occurred("signal.clustered", 2)
              .row());
      assertThat(signals("mcp", "captured")).isEqualTo(1);
      assertThat(metricsCore.sum(TelemetryNames.INTENT_SIGNALS)).isEqualTo(1);
    }
    for (String state : List.of("draft", "approved", "executing", "complete")) {
      metricsCore.entityStates(
          EntityStateRowBuilder.of(EntityKind.SPEC, "SPEC-1", state)
              .product("shop")
              .occurred("spec.created", 0)
              .occurred("spec.approved", 1)
              .row());
      assertThat(specs("shop", "draft")).isEqualTo(1);
      assertThat(metricsCore.sum(TelemetryNames.INTENT_SPECS)).isEqualTo(1);
    }
  }

  @Test
  void signalOfALateEvent_countsAsCapturedToo() {
    metricsCore.entityStates(
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "promoted")
            .occurred("signal.promoted", 5)
            .row());
    assertThat(signals("mcp", "captured")).isEqualTo(1);
  }

  @Test
  void lateEvent_takesASignalOutOfTheGauges() {
    EntityStateRowBuilder clustered =
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "clustered")
            .occurred("signal.created", 0)
            .occurred("signal.clustered", 5)
            .cluster("CLU-1")
            .trust(0.6);
    metricsCore.entityStates(clustered.row());
    assertThat(awaiting("CLU-1")).isEqualTo(1);
    metricsCore.entityStates(
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "dismissed")
            .occurred("signal.created", 0)
            .occurred("signal.dismissed", 1)
            .occurred("signal.clustered", 5)
            .to(1)
            .row());
    assertThat(signals("mcp", "captured")).isEqualTo(1);
    assertThat(awaiting("CLU-1")).isZero();
    assertThat(metricsCore.value(TelemetryNames.INTENT_PIPELINE_DEPTH)).isZero();
    assertThat(metricsCore.metricStore.series.keySet())
        .doesNotContain(
            new Scoped<>(
                Scope.DEFAULT,
                MetricSeries.of(
                    TelemetryNames.INTENT_SIGNALS_AWAITING_PROMOTION,
                    TelemetryNames.LABEL_CLUSTER,
                    "CLU-1")));
  }

  @Test
  void signalThatWasOnlyReferenced_isNotCounted() {
    metricsCore.entityStates(
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "promoted").row());
    assertThat(metricsCore.metricStore.samples).isEmpty();
  }

  @Test
  void completedContract_hasTheResultOfItsAssertions() {
    metricsCore.entityStates(
        EntityStateRowBuilder.of(EntityKind.CONTRACT, "CON-1", "failed")
            .occurred("contract.completed", 1)
            .row(),
        EntityStateRowBuilder.of(EntityKind.CONTRACT, "CON-2", "verified")
            .occurred("contract.completed", 1)
            .row(),
        EntityStateRowBuilder.of(EntityKind.CONTRACT, "CON-3", "started")
            .occurred("contract.completed", 1)
            .row());
    assertThat(contracts("pass")).isEqualTo(1);
    assertThat(contracts("fail")).isEqualTo(1);
  }

  @Test
  void contractCompletedTwice_isTwoEvaluations_alsoWithVerdicts() {
    metricsCore.entityStates(
        EntityStateRowBuilder.of(EntityKind.CONTRACT, "CON-1", "verified")
            .occurred("contract.completed", 1)
            .occurred(EntityFacts.COMPLETED_FAILED, 1)
            .occurred("contract.failed", 1)
            .occurred("contract.completed", 2)
            .occurred(EntityFacts.COMPLETED_PASSED, 2)
            .row());
    assertThat(contracts("pass")).isEqualTo(1);
    assertThat(contracts("fail")).isEqualTo(1);
  }

  @Test
  void verdicts_countEachTime_andInsteadOfCompletion() {
    metricsCore.entityStates(
        EntityStateRowBuilder.of(EntityKind.CONTRACT, "CON-1", "verified")
            .occurred("contract.failed", 1)
            .occurred("contract.failed", 2)
            .occurred("contract.verified", 3)
            .occurred("contract.completed", 4)
            .row());
    assertThat(contracts("pass")).isEqualTo(1);
    assertThat(contracts("fail")).isEqualTo(2);
  }

  @Test
  void pipeline_isAllThatIsInFlight_andActiveWhatIsNotClustered() {
    metricsCore.entityStates(
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "captured")
            .occurred("signal.created", 0)
            .row(),
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-2", "clustered")
            .occurred("signal.created", 0)
            .cluster("CLU-1")
            .row(),
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-3", "promoted")
            .occurred("signal.created", 0)
            .row(),
        EntityStateRowBuilder.of(EntityKind.SPEC, "SPEC-1", "approved")
            .product("shop")
            .occurred("spec.created", 0)
            .row(),
        EntityStateRowBuilder.of(EntityKind.SPEC, "SPEC-2", "complete")
            .occurred("spec.created", 0)
            .row(),
        EntityStateRowBuilder.of(EntityKind.CONTRACT, "CON-1", "started")
            .occurred("contract.started", 0)
            .row(),
        EntityStateRowBuilder.of(EntityKind.CONTRACT, "CON-2", "verified")
            .occurred("contract.verified", 0)
            .row(),
        EntityStateRowBuilder.of(EntityKind.INTENT, "INT-1", "executing")
            .occurred("intent.proposed", 0)
            .row(),
        EntityStateRowBuilder.of(EntityKind.INTENT, "INT-2", "archived")
            .occurred("intent.proposed", 0)
            .row());
    assertThat(metricsCore.value(TelemetryNames.INTENT_PIPELINE_DEPTH)).isEqualTo(4);
    assertThat(metricsCore.sum(TelemetryNames.INTENT_SIGNALS_AWAITING_PROMOTION)).isEqualTo(2);
    assertThat(awaiting("CLU-1")).isEqualTo(1);
    assertThat(metricsCore.sum(TelemetryNames.INTENT_SIGNALS_ACTIVE)).isEqualTo(1);
    assertThat(metricsCore.sum(TelemetryNames.INTENT_SIGNALS_BY_LEVEL)).isEqualTo(1);
    assertThat(
            metricsCore.value(
                TelemetryNames.INTENT_SPECS_IN_PROGRESS, TelemetryNames.LABEL_PRODUCT, "shop"))
        .isEqualTo(1);
    assertThat(
            metricsCore.value(
                TelemetryNames.INTENT_SPECS_IN_PROGRESS, TelemetryNames.LABEL_PRODUCT, "none"))
        .isZero();
    assertThat(metricsCore.value(TelemetryNames.INTENT_INTENTS_ACTIVE)).isEqualTo(1);
  }

  @Test
  void trust_isAMeanOfActiveSignalsAndAHistogramOfAll() {
    metricsCore.entityStates(trusting("SIG-1", "active", 0.4), trusting("SIG-2", "active", 0.8));
    metricsCore.entityStates(
        trusting("SIG-3", "dismissed", 0.6),
        trusting("SIG-4", "active", null),
        trusting("SIG-5", "clustered", 0.3));
    assertThat(metricsCore.value(TelemetryNames.INTENT_SIGNALS_TRUST_AVG)).isEqualTo(0.6);
    assertThat(
            metricsCore.value(
                TelemetryNames.INTENT_SIGNALS_BY_LEVEL, TelemetryNames.LABEL_LEVEL, "unscored"))
        .isEqualTo(1);
    assertThat(total(TelemetryNames.INTENT_TRUST_SCORE).buckets())
        .as("an edge belongs to the bucket below it")
        .containsExactly(0L, 0L, 2L, 1L, 1L, 0L, 0L);
  }

  private static EntityStateRow trusting(String id, String state, Double trust) {
    return EntityStateRowBuilder.of(EntityKind.SIGNAL, id, state)
        .occurred("signal.created", 0)
        .trust(trust)
        .row();
  }

  @Test
  void cycleTime_isMeasuredBetweenMarksAndNeverNegative() {
    metricsCore.entityStates(
        intent("INT-1").mark(Milestone.FIRST_SIGNAL, 0).mark(Milestone.PROMOTED, 60).row(),
        intent("INT-2").mark(Milestone.FIRST_SIGNAL, 90).mark(Milestone.PROMOTED, 61).row(),
        intent("INT-3").mark(Milestone.FIRST_SIGNAL, 0).row());
    SeriesTotal total = total(TelemetryNames.INTENT_SIGNAL_TO_INTENT);
    assertThat(total.count()).isEqualTo(2);
    assertThat(total.sum()).isEqualTo(3600);
    assertThat(total.buckets()).containsExactly(2L, 0L, 0L, 0L, 0L, 0L, 0L);
    assertThat(total.exemplars())
        .isEqualTo(Map.of(0, new Exemplar(0, minute(61), "trace-INT-2", "span-INT-2")));
  }

  @Test
  void cycleTimes_followOneAnother_andTheApprovalHasItsOwn() {
    metricsCore.entityStates(
        intent("INT-1")
            .mark(Milestone.FIRST_SIGNAL, 0)
            .mark(Milestone.PROMOTED, 1)
            .mark(Milestone.SPEC_AUTHORED, 3)
            .mark(Milestone.SPEC_APPROVED, 10)
            .mark(Milestone.CONTRACTS_PASSED, 20)
            .row());
    assertThat(total(TelemetryNames.INTENT_SIGNAL_TO_INTENT).sum()).isEqualTo(60);
    assertThat(total(TelemetryNames.INTENT_INTENT_TO_SPEC).sum()).isEqualTo(120);
    assertThat(total(TelemetryNames.INTENT_SPEC_TO_COMPLETE).sum()).isEqualTo(1020);
    assertThat(total(TelemetryNames.INTENT_INTENT_TO_APPROVED_SPEC).sum()).isEqualTo(540);
  }

  @Test
  void removedExemplar_isReplacedByTheNextOne() {
    metricsCore.entityStates(
        intent("INT-1").mark(Milestone.FIRST_SIGNAL, 0).mark(Milestone.PROMOTED, 60).row(),
        intent("INT-2").mark(Milestone.FIRST_SIGNAL, 90).mark(Milestone.PROMOTED, 95).row());
    metricsCore.entityStates(intent("INT-2").row());
    assertThat(total(TelemetryNames.INTENT_SIGNAL_TO_INTENT).exemplars())
        .isEqualTo(Map.of(0, new Exemplar(3600, minute(60), "trace-INT-1", "span-INT-1")));
  }

  private static EntityStateRowBuilder intent(String id) {
    return EntityStateRowBuilder.of(EntityKind.INTENT, id, "proposed")
        .occurred("intent.proposed", 0);
  }

  @Test
  void specToComplete_hasNoEdgeAtAFortnight() {
    assertThat(MetricDefinitions.of(TelemetryNames.INTENT_SPEC_TO_COMPLETE).edges())
        .containsExactly(3600.0, 14_400.0, 86_400.0, 259_200.0, 604_800.0);
    assertThat(MetricDefinitions.of(TelemetryNames.INTENT_INTENT_TO_SPEC).edges()).hasSize(6);
  }

  @Test
  void metricWithoutLabels_isZeroAndOneWithLabelsAbsent() {
    assertThat(MetricsSnapshot.of(List.of(), 10).metrics())
        .filteredOn(metric -> metric.points().isEmpty())
        .extracting(metric -> metric.name())
        .containsExactly(
            TelemetryNames.INTENT_EVENTS,
            TelemetryNames.INTENT_SIGNALS,
            TelemetryNames.INTENT_SPECS,
            TelemetryNames.INTENT_CONTRACTS,
            TelemetryNames.INTENT_SIGNALS_ACTIVE,
            TelemetryNames.INTENT_SIGNALS_TRUST_AVG,
            TelemetryNames.INTENT_SPECS_IN_PROGRESS,
            TelemetryNames.INTENT_SIGNALS_AWAITING_PROMOTION,
            TelemetryNames.INTENT_SIGNALS_BY_LEVEL);
  }

  @Test
  void seriesOfTwoScopes_areShownAsOne() {
    Scope other = new Scope("other", "other");
    metricsCore.entityStates(
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "captured")
            .occurred("signal.created", 0)
            .row(),
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "captured")
            .in(other)
            .occurred("signal.created", 0)
            .row());
    assertThat(signals("mcp", "captured")).isEqualTo(2);
    assertThat(metricsCore.value(TelemetryNames.INTENT_PIPELINE_DEPTH)).isEqualTo(2);
  }

  @Test
  void budget_admitsTheFirst_andReportsTheMetric() {
    for (int i = 0; i < 9; i++) {
      metricsCore.events(
          TestEvent.of("signal.created", "SIG-1")
              .id("e" + i)
              .at(minute(9 - i))
              .source("source-" + i)
              .stored(i + 1));
    }
    MetricsSnapshot list = MetricsSnapshot.of(metricsCore.metricStore.totals().of(null), 4);
    assertThat(list.overflows())
        .containsExactly(
            new MetricsSnapshot.SeriesOverflow(
                TelemetryNames.INTENT_EVENTS, TelemetryNames.LABEL_SOURCE, 6));
    assertThat(list.metrics().getFirst().points())
        .extracting(
            point -> point.labels().get(TelemetryNames.LABEL_SOURCE), point -> point.value())
        .containsExactly(
            tuple("other", 6.0),
            tuple("source-6", 1.0),
            tuple("source-7", 1.0),
            tuple("source-8", 1.0));
  }

  @Test
  void manySeriesOfOneTenant_takeNoneFromAnother() {
    Scope quiet = new Scope("quiet", "web");
    for (int i = 0; i < 50; i++) {
      metricsCore.events(
          TestEvent.of("signal.created", "SIG-1")
              .id("flood" + i)
              .at(minute(i))
              .source("flood-" + i)
              .stored(i + 1));
    }
    for (int i = 0; i < 3; i++) {
      StoredEvent stored =
          TestEvent.of("signal.created", "SIG-2")
              .id("quiet" + i)
              .at(minute(100 + i))
              .source("quiet-" + i)
              .stored(51 + i);
      metricsCore.events(
          new StoredEvent(stored.seq(), quiet, "test", stored.receivedTime(), stored.event()));
    }
    MetricsSnapshot list = MetricsSnapshot.each(metricsCore.metricStore.totals().each(), 4);
    assertThat(list.overflows())
        .containsExactly(
            new MetricsSnapshot.SeriesOverflow(
                TelemetryNames.INTENT_EVENTS, TelemetryNames.LABEL_SOURCE, 47));
    assertThat(list.metrics().getFirst().points())
        .extracting(
            point -> point.labels().get(TelemetryNames.LABEL_SOURCE), point -> point.value())
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
  void manyTenants_haveEqualShares() {
    MetricsConfig config = MetricsConfig.DEFAULT;
    assertThat(config.seriesShown(1)).isEqualTo(200);
    assertThat(config.seriesShown(20)).isEqualTo(200);
    assertThat(config.seriesShown(100)).isEqualTo(40);
    assertThat(config.seriesShown(100_000)).isEqualTo(1);
  }

  @Test
  void store_keepsALimitedNumberOfSeries() {
    SeriesTotals totals = new SeriesTotals(List.of());
    SeriesChangeSet draft = new SeriesChangeSet(totals, 2);
    for (int i = 0; i < 5; i++) {
      EventFold fold = new EventFold(true, Map.of(), draft);
      fold.add(
          List.of(TestEvent.of("signal.created", "S").id("e" + i).source("s" + i).stored(i + 1)));
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
    return new TreeMap<>(
        Map.of(TelemetryNames.LABEL_EVENT_TYPE, type, TelemetryNames.LABEL_SOURCE, source));
  }
}
