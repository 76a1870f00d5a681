package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.BatchSender;
import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.IngestCounts;
import dev.intentobserve.cli.client.TailStateFile;
import dev.intentobserve.cli.client.TailedFile;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tail",
    header = "Follows files and sends new lines.",
    description =
        "Follows files of JSON lines and sends each new line; a restart continues at the last"
            + " position. Files are only read. Rotated, truncated and rewritten files are recognised"
            + " by their content. Ctrl-C ends it.")
public final class TailCommand extends CliCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to follow.")
  private List<Path> files = List.of();

  @Option(names = "--once", description = "Read to the end and stop.")
  private boolean once;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = {"Folder for its positions; default:", "~/.local/state/intent-observe"})
  private @Nullable Path stateDir;

  @Option(names = "--poll", paramLabel = "DURATION", description = "Poll interval (default: 1s).")
  private String poll = "1s";

  @Override
  public Integer call() throws IOException {
    Duration pause =
        DurationText.parse(poll)
            .filter(Duration::isPositive)
            .orElseThrow(() -> CliException.usage("--poll must be a duration such as 1s"));
    try (TailStateFile state = TailStateFile.open(stateDirectory())) {
      if (!state.load()) {
        note("the saved positions are damaged; reading from the start, which stores nothing twice");
      }
      return follow(state, pause);
    }
  }

  private int follow(TailStateFile state, Duration pause) throws IOException {
    BatchSender sender = new BatchSender(service(), terminal(), this::note);
    List<TailedFile> tailed = new ArrayList<>();
    for (Path file : files) {
      tailed.add(new TailedFile(file, global().base(), state, sender, this::note));
    }
    boolean more = true;
    while (more
        ? terminal().pause().sleep(Duration.ZERO)
        : !once && terminal().pause().sleep(pause)) {
      more = false;
      for (TailedFile file : tailed) {
        more |= file.step();
      }
    }
    print(sender.total().writeTo(Json.object()).build(), total -> sender.total().text() + "\n");
    return once ? exit(tailed, sender.total()) : 0;
  }

  private static int exit(List<TailedFile> tailed, IngestCounts total) {
    if (tailed.stream().anyMatch(TailedFile::isUnreadable)) {
      return CliException.MISSING;
    }
    return total.refused() > 0 ? CliException.REFUSED : 0;
  }

  private Path stateDirectory() {
    if (stateDir != null) {
      return stateDir;
    }
    String state = terminal().env("XDG_STATE_HOME", terminal().env("HOME", ".") + "/.local/state");
    return Path.of(state, "intent-observe");
  }
}
