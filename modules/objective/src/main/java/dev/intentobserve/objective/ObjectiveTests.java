package dev.intentobserve.objective;

import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Objective.Burn;
import dev.intentobserve.event.Tally;
import dev.intentobserve.objective.RuleTest.Expected;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the promtool unit tests of an objective's rules. What is expected comes from the built-in
 * rule, so they also show that the two agree.
 */
final class ObjectiveTests {
  private static final int LONGEST_LEAD = 100;
  private static final int LONGEST = 3000;
  private static final int CONSTANT = 120;

  private final Objective objective;

  private ObjectiveTests(Objective objective) {
    this.objective = objective;
  }

  static String file(Objective objective, String rules) {
    ObjectiveTests writing = new ObjectiveTests(objective);
    List<RuleTest> tests = new ArrayList<>();
    tests.add(writing.failing());
    tests.add(writing.noTraffic());
    tests.add(writing.fewCases());
    tests.add(writing.singleFailure());
    return RuleTest.file(
        "Generated together with " + rules + "; do not edit.\nRun: promtool test rules FILE",
        rules,
        "1m",
        tests);
  }

  /** Every pair fires in its minute, and not one earlier. */
  private RuleTest failing() {
    long aMinute = Math.max(10, objective.minEvents() / 100 + 1);
    int lead = lead();
    BurnSimulation all = BurnSimulation.failing(objective, lead, LONGEST, aMinute);
    int last = all.firsts().isEmpty() ? lead : all.firsts().last();
    BurnSimulation history = BurnSimulation.failing(objective, lead, last + 1, aMinute);
    RuleTest test = test("everything fails after " + lead + " good minutes", history);
    for (int first : history.firsts()) {
      expect(test, history, first - 1);
      expect(test, history, first);
    }
    for (Burn burn : ObjectiveRules.reachable(objective)) {
      ratio(test, history, burn.longWindow(), last);
      ratio(test, history, burn.shortWindow(), last);
    }
    return test;
  }

  /** Long enough for a window or two to be full. */
  private int lead() {
    return 5
        + (int)
            ObjectiveRules.reachable(objective).stream()
                .mapToLong(burn -> burn.longWindow().toMinutes())
                .filter(minutes -> minutes <= LONGEST_LEAD)
                .max()
                .orElse(LONGEST_LEAD);
  }

  private void ratio(RuleTest test, BurnSimulation history, Duration window, int minute) {
    Tally tally = history.tally(minute, window);
    String series = recorded(PromQl.RATIO, window);
    test.value(series, minute, series, (double) tally.bad() / tally.total());
  }

  private RuleTest noTraffic() {
    RuleTest test = new RuleTest("without cases nothing is told: no traffic is not 100 %");
    test.series(series("good"), "1000+0x" + CONSTANT).series(series("bad"), "7+0x" + CONSTANT);
    test.alert(BurnAlert.NAME, CONSTANT, List.of());
    for (String name : List.of(PromQl.RATIO, PromQl.BURN, PromQl.REMAINING)) {
      test.nothing("%s{slo=\"%s\"}".formatted(name, objective.name()), CONSTANT);
    }
    return test;
  }

  private RuleTest fewCases() {
    BurnSimulation history = BurnSimulation.quiet(objective, 30, 0, 10, objective.minEvents() - 1);
    RuleTest test = test("fewer cases than min-events, all of them bad", history);
    expect(test, history, 10);
    expect(test, history, 11);
    return test.nothing("%s{slo=\"%s\"}".formatted(PromQl.REMAINING, objective.name()), 11);
  }

  private RuleTest singleFailure() {
    int when = 90;
    BurnSimulation history =
        BurnSimulation.quiet(objective, when + 2, objective.minEvents(), when, 1);
    RuleTest test = test("a single failure after a quiet time", history);
    expect(test, history, when - 1);
    expect(test, history, when);
    return test;
  }

  private RuleTest test(String name, BurnSimulation history) {
    return new RuleTest(name)
        .series(series("good"), history.goodValues())
        .series(series("bad"), history.badValues());
  }

  private void expect(RuleTest test, BurnSimulation history, int minute) {
    List<Expected> expected = new ArrayList<>();
    for (Burn burn : history.burning(minute)) {
      Tally tally = history.tally(minute, burn.longWindow());
      String share =
          new BigDecimal((double) tally.bad() / tally.total())
              .setScale(4, RoundingMode.HALF_EVEN)
              .toPlainString();
      expected.add(
          new Expected(
              ObjectiveRules.labels(objective, burn, false),
              ObjectiveRules.annotations(objective, burn, share, false)));
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
