package dev.intentobserve.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Objectives: what the service says of them, and what can be done with their files offline. */
@Command(
    name = "slo",
    header = "Objectives: check their files, write Prometheus rules.",
    description = "Objectives are OpenSLO files. Both actions work offline.",
    synopsisSubcommandLabel = "ACTION")
final class SloVerb extends Verb {
  @Spec private @Nullable CommandSpec spec;

  SloVerb(Root root) {
    super(root);
  }

  @Override
  Map<String, Verb> actions() {
    Map<String, Verb> actions = new LinkedHashMap<>();
    actions.put("validate", new SloValidateVerb(root));
    actions.put("rules", new SloRulesVerb(root));
    return actions;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getErr());
    }
    return CliException.REFUSED;
  }
}
