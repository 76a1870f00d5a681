package dev.intentobserve.ingest;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.ingest.pipeline.ReceiverConfig;
import dev.intentobserve.model.Scope;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where events are received, and within which limits.
 *
 * @param receivers what holds for all receivers
 * @param busScope the owner of events from the event bus, where messages carry no credential
 * @param files the files to follow
 * @param pollInterval how often a file without news is read again
 */
@RecordBuilder
public record IngestConfig(
    ReceiverConfig receivers, Scope busScope, List<TailFile> files, Duration pollInterval)
    implements IngestConfigBuilder.With {

  public static final IngestConfig DEFAULT = of(ReceiverConfig.DEFAULT);

  /** No files, and the bus for the default scope. */
  static IngestConfig of(ReceiverConfig receivers) {
    return new IngestConfig(receivers, Scope.DEFAULT, List.of(), Duration.ofSeconds(1));
  }

  /**
   * A file to follow.
   *
   * @param path made absolute, so that its mark is found again from any working directory
   * @param scope the owner of its events
   */
  public record TailFile(String path, Scope scope) {
    public TailFile {
      requireNonNull(scope, "scope");
      if (path.isBlank()) {
        throw new IllegalArgumentException("tail.files: a path is blank");
      }
      path = Path.of(path).toAbsolutePath().normalize().toString();
    }

    public TailFile(String path) {
      this(path, Scope.DEFAULT);
    }
  }

  public IngestConfig {
    requireNonNull(receivers, "receivers");
    requireNonNull(busScope, "busScope");
    files = List.copyOf(files);
    if (!pollInterval.isPositive()) {
      throw new IllegalArgumentException("tail.poll_interval must be positive");
    }
    if (files.stream().map(TailFile::path).distinct().count() < files.size()) {
      throw new IllegalArgumentException("tail.files names a file twice");
    }
  }
}
