package dev.intentobserve.cli;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.command.GlobalOptions;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "bash|zsh",
      description = "Shell (default: bash).")
  private String shell = "bash";

  CompletionCommand(GlobalOptions global) {
    super(global);
  }

  @Override
  public Integer call() {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw CliException.usage("completion exists for bash and zsh, not for '" + shell + "'");
    }
    CommandLine line = new CommandLine(new GlobalOptions(terminal()));
    CommandRegistry.all(new GlobalOptions(terminal()))
        .forEach((name, command) -> line.addSubcommand(name, command.commandLine()));
    if (shell.equals("zsh")) {
      out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    out().println(AutoComplete.bash(NAME, line));
    return 0;
  }
}
