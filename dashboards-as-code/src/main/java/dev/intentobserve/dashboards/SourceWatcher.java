package dev.intentobserve.dashboards;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Generates anew whenever a source is saved. What does not compile, or says that a dashboard lacks
 * something, is told, and it goes on.
 */
final class SourceWatcher implements AutoCloseable {
  static final String SOURCES = "dashboards-as-code/src/main/java";

  /** Editors write a file in several steps, and a branch changes many files. */
  private static final Duration QUIET = Duration.ofMillis(200);

  private final Path root;
  private final Path sources;
  private final PrintStream out;
  private final PrintStream err;
  private final WatchService service;

  /** From here on every change is noticed, and told about once {@link #run} is called. */
  SourceWatcher(Path root, PrintStream out, PrintStream err) throws IOException {
    this.root = root;
    this.sources = root.resolve(SOURCES).toAbsolutePath().normalize();
    this.out = out;
    this.err = err;
    this.service = sources.getFileSystem().newWatchService();
    register();
  }

  /**
   * Goes on until this is closed.
   *
   * @param after is told of each round whether everything could be generated
   */
  void run(Consumer<Boolean> after) throws IOException, InterruptedException {
    err.println("dashboards: watching " + SOURCES + "; Ctrl-C ends it");
    try {
      while (true) {
        settle(service.take());
        register();
        after.accept(round());
      }
    } catch (ClosedWatchServiceException closed) {
      // The end that was asked for.
    }
  }

  /** Waits until nothing has changed for a moment. */
  private void settle(WatchKey first) throws InterruptedException {
    @Nullable WatchKey key = first;
    while (key != null) {
      key.pollEvents();
      key.reset();
      key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Every folder, for they are watched one by one; those that are already stay so. */
  private void register() throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path folder : files.filter(Files::isDirectory).toList()) {
        folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      }
    }
  }

  private boolean round() throws IOException {
    try (SourceCompiler compiled = SourceCompiler.of(sources)) {
      compiled.errors().forEach(error -> err.println(SOURCES + "/" + error));
      if (!compiled.errors().isEmpty()) {
        return false;
      }
      return compiled.run(List.of("generate", root.toString()), out, err) == 0;
    } catch (IllegalStateException broken) {
      err.println("dashboards: " + broken.getMessage());
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
