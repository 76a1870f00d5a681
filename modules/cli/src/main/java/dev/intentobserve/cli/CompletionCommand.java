package dev.intentobserve.cli;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.command.CliCommand;
import picocli.AutoComplete;
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

  @Override
  public Integer call() {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw CliException.usage("completion exists for bash and zsh, not for '" + shell + "'");
    }
    if (shell.equals("zsh")) {
      out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    out().println(AutoComplete.bash(NAME, CliProgram.all(terminal())));
    return 0;
  }
}
