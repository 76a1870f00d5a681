package dev.intentobserve.slo.openslo;

import static dev.intentobserve.slo.openslo.OpenSloSamples.LENGTH;
import static dev.intentobserve.slo.openslo.OpenSloSamples.SLO;
import static dev.intentobserve.slo.openslo.OpenSloSamples.read;
import static dev.intentobserve.slo.openslo.OpenSloSamples.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of files that are not in order: all of it, with line and field. */
final class OpenSloProblemsTest {
  /** Each with what is changed in a sound file, and the one problem this makes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "apiVersion: openslo/v1#apiVersion: openslo/v1alpha"
            + "#1: apiVersion: must be openslo/v1, not openslo/v1alpha",
        "kind: SLO#kind: Slo#2: kind: is not an OpenSLO kind; did you mean SLO?",
        "kind: SLO#kind: Pod"
            + "#2: kind: is not an OpenSLO kind; it is one of SLO, SLI, Service, DataSource,"
            + " AlertPolicy, AlertCondition, AlertNotificationTarget",
        "name: calls-verified#name: Calls"
            + "#4: metadata.name: must be lower-case letters, digits and hyphens, at most 63,"
            + " a letter or digit at both ends",
        "name: calls-verified#title: x"
            + "#4: metadata.name: is missing: lower-case letters, digits and hyphens"
            + "|4: metadata.title: is not known; known here: annotations, displayName, labels, name",
        "  service: calls#  servise: calls"
            + "#8: spec.service: is missing: the name of the service"
            + "|9: spec.servise: is not known; did you mean service?",
        "description: Calls are verified.#description: [1]"
            + "#8: spec.description: must be a text",
        "target: 0.99#target: 0"
            + "#26: spec.objectives[0].target: must be above 0 and at most 1, such as 0.99; for"
            + " percent say targetPercent",
        "target: 0.99#target: -1"
            + "#26: spec.objectives[0].target: must be above 0 and at most 1, such as 0.99; for"
            + " percent say targetPercent",
        "target: 0.99#target: 99"
            + "#26: spec.objectives[0].target: must be above 0 and at most 1, such as 0.99; for"
            + " percent say targetPercent",
        "target: 0.99#targetPercent: 100.1"
            + "#26: spec.objectives[0].targetPercent: must be above 0 and at most 100, such as 99.9",
        "target: 0.99#target: '0.99'"
            + "#26: spec.objectives[0].target: must be a number, without quotes",
        "target: 0.99#target: 0.99, targetPercent: 99"
            + "#26: spec.objectives[0]: needs either target or targetPercent",
        "target: 0.99#displayName: x"
            + "#26: spec.objectives[0]: needs either target or targetPercent",
        "target: 0.99#target: 0.99, op: lt"
            + "#26: spec.objectives[0].op: belongs to a thresholdMetric; a ratioMetric defines what is good itself",
        "target: 0.99#target: 0.99, compositeWeight: 1"
            + "#26: spec.objectives[0]: composite objectives are not supported: make an SLO for each"
            + " indicator",
        "target: 0.99#target: 0.99, timeSliceTarget: 1"
            + "#26: spec.objectives[0].timeSliceTarget: belongs to budgetingMethod Timeslices",
        "Occurrences#Occurences"
            + "#24: spec.budgetingMethod: is not known; did you mean Occurrences?",
        "Occurrences#Timeslices"
            + "#24: spec.budgetingMethod: must be Occurrences: slices of time are counted for"
            + " freshness only",
        "Occurrences#RatioTimeslices"
            + "#24: spec.budgetingMethod: must be Occurrences: an average over slices would weigh a"
            + " quiet minute like a busy one",
        "- {duration: 28d, isRolling: true}#[]"
            + "#22: spec.timeWindow: must have exactly one item, such as"
            + " {duration: 28d, isRolling: true}",
        "isRolling: true#isRolling: false"
            + "#23: spec.timeWindow[0].isRolling: must be true, or add a calendar",
        "isRolling: true#isRolling: 'true'"
            + "#23: spec.timeWindow[0].isRolling: must be true or false, without quotes"
            + "|23: spec.timeWindow[0].isRolling: must be true, or add a calendar",
        "isRolling: true#calendar: {startTime: '2026-01-01 00:00:00', timeZone: UTC}, isRolling: true"
            + "#23: spec.timeWindow[0].isRolling: must be false with a calendar",
        "isRolling: true#calendar: {startTime: '2026-02-30 00:00:00', timeZone: Mars}"
            + "#23: spec.timeWindow[0].calendar.startTime: must be like '2026-01-01 00:00:00'"
            + "|23: spec.timeWindow[0].calendar.timeZone: is not a time zone such as UTC or Europe/Berlin",
        "duration: 28d#duration: 28 days"
            + "#23: spec.timeWindow[0].duration: must be at least an hour, as m, h, d, w, M, Q or Y:"
            + " 28d, 4w, 1M, 1Q",
        "duration: 28d#duration: 59m"
            + "#23: spec.timeWindow[0].duration: must be at least an hour, as m, h, d, w, M, Q or Y:"
            + " 28d, 4w, 1M, 1Q",
        "type: contract.verified#type: spec.created"
            + "#17: spec.indicator.spec.ratioMetric.good.metricSource.spec.type: is not part of total, which counts contract.*",
        "type: contract.verified#type: '*'"
            + "#17: spec.indicator.spec.ratioMetric.good.metricSource.spec.type: must be an event"
            + " type such as contract.verified, or contract.*",
        "over: events, type: contract.verified#over: entities, type: contract.verified"
            + "#17: spec.indicator.spec.ratioMetric.good.metricSource.spec.over: must be events,"
            + " as in total",
        "over: events, type: contract.verified#over: events, type: contract.verified, wher: {a: b}"
            + "#17: spec.indicator.spec.ratioMetric.good.metricSource.spec.wher: is not known;"
            + " did you mean where?",
        "over: events, type: contract.*#over: spans, kind: spec"
            + "#17: spec.indicator.spec.ratioMetric.good.metricSource.spec.over: must be spans, as in"
            + " total"
            + "|21: spec.indicator.spec.ratioMetric.total.metricSource.spec.over: over: spans has a"
            + " duration: use a thresholdMetric",
        "counter: true#raw: 1"
            + "#13: spec.indicator.spec.ratioMetric.raw: is a ratio computed elsewhere;"
            + " give good or bad, and total",
        "good:#counted:"
            + "#13: spec.indicator.spec.ratioMetric: needs either good or bad"
            + "|14: spec.indicator.spec.ratioMetric.counted: is not known; did you mean counter?",
        "ratioMetric:#ratioMetrics:"
            + "#12: spec.indicator.spec: needs either thresholdMetric or ratioMetric"
            + "|12: spec.indicator.spec.ratioMetrics: is not known; did you mean ratioMetric?",
        "  indicator:#  indicatorRef: x\\n  indicator:"
            + "#8: spec: needs either indicator or indicatorRef",
        "owner: payments#'owner': {a: b}#6: metadata.labels.owner: must be a list"
      })
  void brokenSlo_isExplained(String old, String changed, String problems) {
    assertProblems(with(SLO, old, changed.replace("\\n", "\n")), problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "op: lte, #''#14: spec.objectives[0].op: is missing: lt or lte",
        "op: lte#op: gte" + "#14: spec.objectives[0].op: must be lt or lte: longer is worse",
        "value: 5m#value: 0"
            + "#14: spec.objectives[0].value: must be seconds above 0, or a duration such as 300ms,"
            + " 5s, 1h or 7d",
        "value: 5m#value: 1M"
            + "#14: spec.objectives[0].value: must be seconds above 0, or a duration such as 300ms,"
            + " 5s, 1h or 7d",
        "over: spans, kind: execution#over: spams"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.over: must be spans, pairs,"
            + " freshness or timings",
        "over: spans, kind: execution#over: events, type: a.b"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.over: over: events has no duration: use a ratioMetric",
        "kind: execution#kind: exekution"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.kind: is not a kind of entity;"
            + " did you mean execution?",
        "kind: execution#cycle: signal_to_spec"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.cycle: is not a cycle time;"
            + " did you mean signal_to_intent?",
        "kind: execution#kind: spec, cycle: intent_to_spec"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.kind: cycle is always measured on intents: leave kind out",
        "kind: execution#kind: execution, where: {author: x}"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.where.author: is not known;"
            + " known here: level, product, source",
        "over: spans, kind: execution#over: pairs, from: {type: a.b}"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.by: is missing: the field"
            + " both carry, such as correlation_id"
            + "|11: spec.indicator.spec.thresholdMetric.metricSource.spec.to: is missing: which"
            + " events, such as {type: intent.proposed}",
        "over: spans, kind: execution#over: freshness, of: export.trace"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.of: has no known age; did you mean export.traces?",
        "over: spans, kind: execution#over: timings, timing: intent_observe.http.requests"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.timing: is not timed; did"
            + " you mean intent_observe.http.request?",
        "over: spans, kind: execution#over: timings, timing: intent_observe.http.request,"
            + " labels: {route: /x}"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.labels.route: is not a label of intent_observe.http.request; it is one of operation, route_template,"
            + " status_code_class",
        "over: spans, kind: execution#over: timings, timing: intent_observe.http.request,"
            + " labels: {operation: 'a|b'}"
            + "#11: spec.indicator.spec.thresholdMetric.metricSource.spec.labels.operation: must be a"
            + " value, a list of values or {not: …}; a value has neither | nor leading !",
        "type: intent-observe#type: Prometheus"
            + "#10: spec.indicator.spec.thresholdMetric.metricSource.type: must be intent-observe: other sources are not supported",
        "type: intent-observe#metricSourceRef: mimir"
            + "#10: spec.indicator.spec.thresholdMetric.metricSource.metricSourceRef: is not a DataSource of type intent-observe in this file",
        "name: runs}#name: runs, annotations: {intent-observe/min-events: none}}"
            + "#3: metadata.annotations: intent-observe/min-events must be a whole number from 1 on",
        "name: runs}#name: runs, annotations: {intent-observe/minevents: 3}}"
            + "#3: metadata.annotations: intent-observe/minevents is not known; did you mean"
            + " intent-observe/min-events?"
      })
  void brokenLength_isExplained(String old, String changed, String problems) {
    assertProblems(with(LENGTH, old, changed), problems);
  }

  @Test
  void states_mustBeOnesTheKindKnows() {
    String yaml =
        with(
            with(
                SLO,
                "over: events, type: contract.verified",
                "over: entities, kind: contract, state: verifed"),
            "over: events, type: contract.*",
            "over: entities, kind: contract, state: [verified, failed]");
    assertProblems(
        yaml,
        "17: spec.indicator.spec.ratioMetric.good.metricSource.spec.state: 'verifed' is not a state of a contract; did you mean verified?"
            + "|17: spec.indicator.spec.ratioMetric.good.metricSource.spec.state: must be some, and"
            + " not all, of the states of total");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "op: gte#op: lte#18: spec.alertPolicies[0].spec.conditions[0].spec.condition.op: must be gte:"
            + " the alert fires from the threshold on",
        "kind: burnrate#kind: burn"
            + "#18: spec.alertPolicies[0].spec.conditions[0].spec.condition.kind: must be burnrate",
        "threshold: 6#threshold: 0"
            + "#18: spec.alertPolicies[0].spec.conditions[0].spec.condition.threshold: must be above"
            + " 0, such as 14.4",
        "lookbackWindow: 6h#lookbackWindow: 30s"
            + "#18: spec.alertPolicies[0].spec.conditions[0].spec.condition.lookbackWindow: must be"
            + " whole minutes, hours, days or weeks, such as 5m, 1h or 3d",
        "lookbackWindow: 6h#lookbackWindow: 40d"
            + "#15: spec.alertPolicies: a lookbackWindow is longer than the window of the SLO",
        "lookbackWindow: 6h#lookbackWindow: 6h, alertAfter: 7h"
            + "#18: spec.alertPolicies[0].spec.conditions[0].spec.condition.alertAfter: is the short"
            + " window: it cannot exceed lookbackWindow",
        "severity: page#severity: loud"
            + "#18: spec.alertPolicies[0].spec.conditions[0].spec.severity: must be page or critical,"
            + " ticket or warning, or info",
        "conditions:#alertWhenNoData: true\\n        conditions:"
            + "#17: spec.alertPolicies[0].spec.alertWhenNoData: must be false: an objective without data has the state no_data, which sends no alert",
        "- spec: {severity#- conditionRef: nope\\n          - spec: {severity"
            + "#17: spec.alertPolicies[0].spec.conditions: must have exactly one item; make a policy"
            + " for each condition"
            + "|18: spec.alertPolicies[0].spec.conditions[0].conditionRef: there is no AlertCondition"
            + " nope"
      })
  void brokenPolicy_isExplained(String old, String changed, String problems) {
    String yaml =
        LENGTH
            + """
                alertPolicies:
                  - spec:
                      conditions:
                        - spec: {severity: page, condition: {kind: burnrate, op: gte, threshold: 6, lookbackWindow: 6h}}
              """;
    assertProblems(with(yaml, old, changed.replace("\\n", "\n")), problems);
  }

  @Test
  void references_mustLeadSomewhereSound() {
    String yaml =
        """
        apiVersion: openslo/v1
        kind: SLI
        metadata: {name: broken}
        spec: {}
        ---
        """
            + referring("one", "broken")
            + "---\n"
            + referring("two", "brokn")
            + "---\n"
            + referring("two", "x");
    assertThat(texts(read(yaml)))
        .containsExactly(
            "f.yaml:4: spec: needs either thresholdMetric or ratioMetric",
            "f.yaml:11: spec.indicatorRef: SLI broken has problems of its own",
            "f.yaml:21: spec.indicatorRef: there is no SLI brokn in this file; did you mean broken?",
            "f.yaml:28: metadata.name: SLO two already exists in line 16");
  }

  private static String referring(String name, String sli) {
    return """
    apiVersion: openslo/v1
    kind: SLO
    metadata: {name: %s}
    spec:
      service: s
      indicatorRef: %s
      timeWindow: [{duration: 28d, isRolling: true}]
      budgetingMethod: Occurrences
      objectives: [{op: lt, value: 1, target: 0.9}]
    """
        .formatted(name, sli);
  }

  @Test
  void description_hasItsBounds() {
    String longest = "x".repeat(1050);
    assertThat(read(with(SLO, "Calls are verified.", longest)).problems()).isEmpty();
    assertProblems(
        with(SLO, "Calls are verified.", longest + "x"),
        "8: spec.description: has 1051 characters, more than 1050");
  }

  @Test
  void severalObjectives_needNames() {
    assertProblems(
        with(SLO, "- {target: 0.99}", "- {target: 0.99}\n    - {target: 0.9, displayName: '?'}"),
        "26: spec.objectives[0].displayName: must be a word when there are several objectives: they"
            + " are called calls-verified-WORD"
            + "|27: spec.objectives[1].displayName: must be a word when there are several objectives:"
            + " they are called calls-verified-WORD");
  }

  @Test
  void everyProblemIsTold_andSoundNeighboursStand() {
    String bad = with(with(SLO, "target: 0.99", "target: 2"), "service: calls", "sevice: calls");
    OpenSloResult parsed =
        read(bad + "---\n" + LENGTH + "---\nkind: [\n---\n" + LENGTH.replace("runs", "r2"));
    assertThat(parsed.objectives()).extracting(Objective::name).containsExactly("runs", "r2");
    assertThat(texts(parsed))
        .containsExactly(
            "f.yaml:8: spec.service: is missing: the name of the service",
            "f.yaml:9: spec.sevice: is not known; did you mean service?",
            "f.yaml:26: spec.objectives[0].target: must be above 0 and at most 1, such as 0.99; for"
                + " percent say targetPercent",
            "f.yaml:44: is not valid YAML: expected the node content, but found '<stream end>'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "a: 'b#1: is not valid YAML: found unexpected end of stream",
        "a: b: c#1: is not valid YAML: mapping values are not allowed here",
        "a:\\n  b: 1\\n c: 1#3: is not valid YAML: expected <block end>, but found '<block mapping start>'; check the indentation",
        "a: &x 1\\nb: *x#2: b: is an alias (*): repeat the value instead",
        "a: !!java.net.URL [x]"
            + "#1: a: has the tag tag:yaml.org,2002:java.net.URL: put a text that begins with ! in quotes",
        "a: !5xx#1: a: has the tag !5xx: put a text that begins with ! in quotes",
        "- 1#1: must be an OpenSLO document: apiVersion, kind, …",
        "a: \u0007b#1: holds the character U+0007",
        "? [a]\\n: b#1: has a key that is not a string",
      })
  void whatIsNoDocument_isExplained(String yaml, String problem) {
    assertProblems(yaml.replace("\\n", "\n"), problem);
  }

  @Test
  void repeatedKey_isOneTooMany() {
    assertProblems(
        with(SLO, "  service: calls\n", "  service: calls\n  service: other\n"),
        "10: spec.service: is given twice");
  }

  @Test
  void aliasBomb_isRefusedAtItsFirstAlias() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    assertProblems(bomb.toString(), "2: a1[0]: is an alias (*): repeat the value instead");
  }

  @Test
  void size_isBounded() {
    assertThat(texts(read("#".repeat((1 << 20) + 1))))
        .containsExactly("f.yaml:0: is larger than 1 MiB: use several files");
    assertThat(texts(read("--- {}\n".repeat(1001))))
        .containsExactly("f.yaml:0: holds 1001 documents, more than 1000");
    assertThat(texts(read("[".repeat(100_000))))
        .containsExactly("f.yaml:1: is nested more than 32 levels deep");
    assertThat(texts(OpenSloParser.read("f.yaml", new byte[] {(byte) 0xff})))
        .containsExactly("f.yaml:0: is not UTF-8");
    assertThat(read("x: y\n---\n".repeat(900)).problems()).hasSize(1001);
  }

  /** Damaged in any way, a file is explained or read, and never an exception. */
  @Test
  void anyBytes_neverThrow() {
    Random random = new Random(7);
    byte[] valid = (SLO + "---\n" + LENGTH).getBytes(UTF_8);
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = valid.clone();
      for (int n = random.nextInt(6); n >= 0; n--) {
        int at = random.nextInt(damaged.length);
        damaged[at] = (byte) ("\n\t :-[]{}&*!|>'\"%@`#?,0a".charAt(random.nextInt(24)));
      }
      OpenSloResult parsed = OpenSloParser.read("f.yaml", damaged);
      assertThat(parsed.problems()).allMatch(problem -> !problem.message().isEmpty());
    }
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(OpenSloParser.read("f.yaml", noise).objectives()).isEmpty();
    }
  }

  private static void assertProblems(String yaml, String problems) {
    OpenSloResult parsed = read(yaml);
    assertThat(texts(parsed).stream().map(text -> text.substring("f.yaml:".length())))
        .containsExactlyInAnyOrderElementsOf(List.of(problems.split("\\|(?=[0-9]+: )")));
    assertThat(parsed.objectives()).isEmpty();
  }

  private static List<String> texts(OpenSloResult parsed) {
    return parsed.problems().stream().map(ObjectiveProblem::toString).collect(Collectors.toList());
  }
}
