package dev.intentobserve.api.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.MetricFixtures;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.EventMatch;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom problems with files of objectives are shown to. */
class ObjectiveSetScopeTest {
  private static final Scope ACME = new Scope("acme", "web");
  private static final ObjectiveProblem OURS = problem("acme.yaml");
  private static final ObjectiveProblem THEIRS = problem("beta.yaml");
  private static final ObjectiveSet SET =
      new ObjectiveSet(1, List.of(objective(ACME, "acme.yaml:3")), List.of(OURS, THEIRS));

  @Test
  void tenant_isToldOfFilesThatGiveItAnObjective() {
    assertThat(SET.problemsFor(ACME)).containsExactly(OURS);
    assertThat(SET.problemsFor(new Scope("acme", "app"))).isEmpty();
  }

  @Test
  void scopeThatEveryInstallationHas_isToldOfAll() {
    assertThat(SET.problemsFor(Scope.DEFAULT)).containsExactly(OURS, THEIRS);
  }

  private static ObjectiveProblem problem(String file) {
    return new ObjectiveProblem(file, 7, "spec.target", "must be above 0");
  }

  private static Objective objective(Scope scope, String origin) {
    Objective like =
        MetricFixtures.objective(
            "sings",
            new Indicator.Events(
                EventMatch.type("kettle.*"), EventMatch.type("kettle.sang"), Indicator.Picks.GOOD));
    return like.with().scope(scope).origin(origin).build();
  }
}
