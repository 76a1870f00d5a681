package dev.intentobserve.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a shell needs to complete verbs and options. */
@Command(
    name = "completion",
    header = "Prints a completion script for bash or zsh.",
    description = {
      "Prints a completion script:",
      "  bash: source <(intent-observe completion bash)",
      "  zsh:  source <(intent-observe completion zsh)"
    })
final class CompletionVerb extends Verb {
  private static final String NAME = "intent-observe";

  @Parameters(index = "0", arity = "0..1", paramLabel = "bash|zsh", description = "Else bash.")
  private String shell = "bash";

  CompletionVerb(Root root) {
    super(root);
  }

  @Override
  public Integer call() {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw CliException.usage("there is completion for bash and zsh, not for '" + shell + "'");
    }
    CommandLine line = new CommandLine(new Root(world));
    Verbs.all(new Root(world))
        .forEach((name, verb) -> line.addSubcommand(name, verb.commandLine()));
    if (shell.equals("zsh")) {
      out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    out().println(AutoComplete.bash(NAME, line));
    return 0;
  }
}
