package dev.intentobserve.slo.prometheus;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.slo.BurnAlert;
import dev.intentobserve.slo.PromQl;
import dev.intentobserve.slo.prometheus.PromtoolTestCase.Expected;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the promtool unit tests of an objective's rules. The service's own rule gives the expected
 * results, so the tests also show that both agree.
 */
final class SloRuleTestWriter {
  private static final int MAX_LEAD_MINUTES = 100;
  private static final int MAX = 3000;
  private static final int CONSTANT = 120;

  private final Objective objective;

  private SloRuleTestWriter(Objective objective) {
    this.objective = objective;
  }

  static String file(Objective objective, String rules) {
    SloRuleTestWriter writer = new SloRuleTestWriter(objective);
    return PromtoolTestCase.file(
        rules,
        "1m",
        List.of(writer.failing(), writer.noTraffic(), writer.fewCases(), writer.singleFailure()));
  }

  /** Every pair fires exactly in its minute. */
  private PromtoolTestCase failing() {
    long perMinute = Math.max(10, objective.minEvents() / 100 + 1);
    int lead = lead();
    BurnSimulation all = BurnSimulation.failing(objective, lead, MAX, perMinute);
    int last = all.firstBurnMinutes().isEmpty() ? lead : all.firstBurnMinutes().last();
    BurnSimulation history = BurnSimulation.failing(objective, lead, last + 1, perMinute);
    PromtoolTestCase test = test("everything fails after " + lead + " good minutes", history);
    for (int first : history.firstBurnMinutes()) {
      expect(test, history, first - 1);
      expect(test, history, first);
    }
    for (Burn burn : SloRuleWriter.reachable(objective)) {
      ratio(test, history, burn.longWindow(), last);
      ratio(test, history, burn.shortWindow(), last);
    }
    return test;
  }

  /** Fills at least the shorter windows. */
  private int lead() {
    return 5
        + (int)
            SloRuleWriter.reachable(objective).stream()
                .mapToLong(burn -> burn.longWindow().toMinutes())
                .filter(minutes -> minutes <= MAX_LEAD_MINUTES)
                .max()
                .orElse(MAX_LEAD_MINUTES);
  }

  private void ratio(PromtoolTestCase test, BurnSimulation history, Duration window, int minute) {
    GoodBadCount tally = history.tally(minute, window);
    String series = recorded(PromQl.RATIO, window);
    test.value(series, minute, series, (double) tally.bad() / tally.total());
  }

  private PromtoolTestCase noTraffic() {
    PromtoolTestCase test =
        new PromtoolTestCase("without cases there is no ratio: no traffic is not 100 %");
    test.series(series("good"), "1000+0x" + CONSTANT).series(series("bad"), "7+0x" + CONSTANT);
    test.alert(BurnAlert.NAME, CONSTANT, List.of());
    for (String name : List.of(PromQl.RATIO, PromQl.BURN, PromQl.REMAINING)) {
      test.nothing("%s{slo=\"%s\"}".formatted(name, objective.name()), CONSTANT);
    }
    return test;
  }

  private PromtoolTestCase fewCases() {
    BurnSimulation history = BurnSimulation.quiet(objective, 30, 0, 10, objective.minEvents() - 1);
    PromtoolTestCase test = test("fewer cases than min-events, all of them bad", history);
    expect(test, history, 10);
    expect(test, history, 11);
    return test.nothing("%s{slo=\"%s\"}".formatted(PromQl.REMAINING, objective.name()), 11);
  }

  private PromtoolTestCase singleFailure() {
    int when = 90;
    BurnSimulation history =
        BurnSimulation.quiet(objective, when + 2, objective.minEvents(), when, 1);
    PromtoolTestCase test = test("a single failure after a quiet time", history);
    expect(test, history, when - 1);
    expect(test, history, when);
    return test;
  }

  private PromtoolTestCase test(String name, BurnSimulation history) {
    return new PromtoolTestCase(name)
        .series(series("good"), history.goodValues())
        .series(series("bad"), history.badValues());
  }

  private void expect(PromtoolTestCase test, BurnSimulation history, int minute) {
    List<Expected> expected = new ArrayList<>();
    for (Burn burn : history.burning(minute)) {
      GoodBadCount tally = history.tally(minute, burn.longWindow());
      String share =
          new BigDecimal((double) tally.bad() / tally.total())
              .setScale(4, RoundingMode.HALF_EVEN)
              .toPlainString();
      expected.add(
          new Expected(
              SloRuleWriter.labels(objective, burn, false),
              SloRuleWriter.annotations(objective, burn, share, false)));
    }
    test.alert(BurnAlert.NAME, minute, expected);
  }

  private String series(String outcome) {
    return "%s{slo=\"%s\",outcome=\"%s\"}".formatted(PromQl.SLO_EVENTS, objective.name(), outcome);
  }

  private String recorded(String name, Duration window) {
    return "%s{slo=\"%s\",window=\"%s\"}"
        .formatted(name, objective.name(), PromQl.duration(window));
  }
}
