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

/** Follows files and sends what is added to them. */
@Command(
    name = "tail",
    header = "Follows files and sends what is added to them.",
    description =
        "Follows files of JSON lines and sends each new line; goes on where it stood. Files are only"
            + " read. Rotation, truncation and rewriting are noticed by content. Ctrl-C ends it.")
final class TailCommand extends CliCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to follow.")
  private List<Path> files = List.of();

  @Option(names = "--once", description = "Read to the end and stop.")
  private boolean once;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = {"Where its marks are kept; else", "~/.local/state/intent-observe"})
  private @Nullable Path stateDir;

  @Option(names = "--poll", paramLabel = "DURATION", description = "Poll interval (default: 1s).")
  private String poll = "1s";

  TailCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() throws IOException {
    Duration pause =
        DurationText.parse(poll)
            .filter(Duration::isPositive)
            .orElseThrow(() -> CliException.usage("--poll must be a duration such as 1s"));
    try (TailStateFile state = TailStateFile.open(stateDirectory())) {
      if (!state.load()) {
        remark("the saved marks are damaged; reading from the start, which stores nothing twice");
      }
      return follow(state, pause);
    }
  }

  private int follow(TailStateFile state, Duration pause) throws IOException {
    BatchSender delivery = new BatchSender(root.service(), terminal, this::remark);
    List<TailedFile> tailed = new ArrayList<>();
    for (Path file : files) {
      tailed.add(new TailedFile(file, root.base(), state, delivery, this::remark));
    }
    boolean more = true;
    while (more ? terminal.pause().sleep(Duration.ZERO) : !once && terminal.pause().sleep(pause)) {
      more = false;
      for (TailedFile file : tailed) {
        more |= file.step();
      }
    }
    print(delivery.total().writeTo(Json.object()).build(), total -> delivery.total().text() + "\n");
    return once ? exit(tailed, delivery.total()) : 0;
  }

  private static int exit(List<TailedFile> tailed, IngestCounts total) {
    if (tailed.stream().anyMatch(TailedFile::unread)) {
      return CliException.MISSING;
    }
    return total.refused() > 0 ? CliException.REFUSED : 0;
  }

  private Path stateDirectory() {
    if (stateDir != null) {
      return stateDir;
    }
    String state = terminal.env("XDG_STATE_HOME", terminal.env("HOME", ".") + "/.local/state");
    return Path.of(state, "intent-observe");
  }
}
