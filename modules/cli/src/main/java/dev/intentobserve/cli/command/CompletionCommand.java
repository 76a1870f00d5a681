package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
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
final class CompletionCommand extends CliCommand {
  private static final String NAME = "intent-observe";

  @Parameters(index = "0", arity = "0..1", paramLabel = "bash|zsh", description = "Else bash.")
  private String terminalRun = "bash";

  CompletionCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() {
    if (!terminalRun.equals("bash") && !terminalRun.equals("zsh")) {
      throw CliException.usage(
          "there is completion for bash and zsh, not for '" + terminalRun + "'");
    }
    CommandLine line = new CommandLine(new GlobalOptions(terminal));
    CommandRegistry.all(new GlobalOptions(terminal))
        .forEach((name, command) -> line.addSubcommand(name, command.commandLine()));
    if (terminalRun.equals("zsh")) {
      out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    out().println(AutoComplete.bash(NAME, line));
    return 0;
  }
}
