package dev.intentobserve.alerting.slo;

import dev.intentobserve.alerting.slo.ObjectiveFiles.File;
import dev.intentobserve.alerting.slo.ObjectiveFiles.Fingerprint;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.slo.openslo.OpenSloResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileProps;
import java.nio.file.FileSystems;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active objectives: shipped ones and those of the watched folder. Files are named relative to
 * the folder, because users who see objectives and alerts should not learn where the folder is. Use
 * it on one context; files are read and parsed off the event loop.
 */
public final class ObjectiveFolder {
  private static final Logger log = LoggerFactory.getLogger(ObjectiveFolder.class);
  private static final long MAX_FILE_BYTES = 1 << 20;
  private static final int MAX_FILES = 500;

  /** A file may change without changing size or time, so its content is compared now and then. */
  private static final int SCANS_BETWEEN_FULL_READS = 12;

  private final Vertx vertx;
  private final @Nullable String folder;
  private final List<Objective> shipped;
  private final BiFunction<String, byte[], OpenSloResult> parser;
  private ObjectiveFiles files = ObjectiveFiles.EMPTY;
  private ObjectiveSet active;
  private long scans;

  /**
   * @param parser of the name and the bytes of a file
   */
  public ObjectiveFolder(
      Vertx vertx,
      @Nullable String folder,
      List<Objective> shipped,
      BiFunction<String, byte[], OpenSloResult> parser) {
    this.vertx = vertx;
    this.folder = folder;
    this.shipped = shipped;
    this.parser = parser;
    this.active = ObjectiveFiles.EMPTY.compile(shipped, 1);
  }

  public ObjectiveSet active() {
    return active;
  }

  /** Reads the folder; answers whether anything changed. The caller must not run two at once. */
  public Future<Boolean> scan() {
    if (folder == null) {
      return Future.succeededFuture(false);
    }
    boolean thorough = scans++ % SCANS_BETWEEN_FULL_READS == 0;
    return paths(folder)
        .compose(paths -> read(paths, thorough))
        .map(this::replaced)
        .recover(
            error -> {
              log.atWarn()
                  .addKeyValue(TelemetryNames.PATH, folder)
                  .setCause(error)
                  .log("cannot read the objectives folder, keeping the current objectives");
              return Future.succeededFuture(false);
            });
  }

  private Future<List<String>> paths(String directory) {
    return vertx
        .fileSystem()
        .exists(directory)
        .compose(
            there ->
                there
                    ? vertx.fileSystem().readDir(directory)
                    : Future.succeededFuture(List.<String>of()))
        .map(
            paths ->
                paths.stream().filter(ObjectiveFolder::isYaml).sorted().limit(MAX_FILES).toList());
  }

  private static boolean isYaml(String path) {
    String name = name(path);
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf(FileSystems.getDefault().getSeparator()) + 1);
  }

  private Future<ObjectiveFiles> read(List<String> paths, boolean thorough) {
    Set<String> names = paths.stream().map(ObjectiveFolder::name).collect(Collectors.toSet());
    return Futures.fold(paths, files.only(names), (soFar, path) -> scan(soFar, path, thorough));
  }

  /** A file that cannot be read keeps its objectives; a deleted one is gone at the next scan. */
  private Future<ObjectiveFiles> scan(ObjectiveFiles soFar, String path, boolean thorough) {
    return vertx
        .fileSystem()
        .props(path)
        .compose(props -> scan(soFar, path, props, thorough))
        .otherwise(
            error ->
                soFar.unreadable(
                    name(path),
                    new Fingerprint(-1, -1),
                    "cannot be read; check that it is there and may be read"));
  }

  private Future<ObjectiveFiles> scan(
      ObjectiveFiles soFar, String path, FileProps props, boolean thorough) {
    Fingerprint fingerprint = new Fingerprint(props.size(), props.lastModifiedTime());
    String file = name(path);
    File before = soFar.entry(file);
    if (!props.isRegularFile() || props.size() > MAX_FILE_BYTES) {
      return Future.succeededFuture(
          soFar.unreadable(file, fingerprint, "must be a file of at most 1 MiB"));
    }
    if (before != null && before.fingerprint().equals(fingerprint) && !thorough) {
      return Future.succeededFuture(soFar);
    }
    return vertx
        .fileSystem()
        .readFile(path)
        .compose(bytes -> parse(soFar, file, fingerprint, bytes));
  }

  private Future<ObjectiveFiles> parse(
      ObjectiveFiles soFar, String file, Fingerprint fingerprint, Buffer content) {
    byte[] bytes = content.getBytes();
    String digest = Digests.sha256(bytes);
    File before = soFar.entry(file);
    if (before != null && before.digest().equals(digest)) {
      return Future.succeededFuture(soFar.with(file, before.withFingerprint(fingerprint)));
    }
    return vertx
        .executeBlocking(() -> parser.apply(file, bytes))
        .map(parsed -> soFar.read(file, fingerprint, digest, parsed));
  }

  private boolean replaced(ObjectiveFiles next) {
    files = next;
    ObjectiveSet set = next.compile(shipped, active.generation());
    if (set.equals(active)) {
      return false;
    }
    active = next.compile(shipped, active.generation() + 1);
    log.atInfo()
        .addKeyValue("objectives", active.objectives().size())
        .addKeyValue("problems", active.problems().size())
        .log("objectives changed");
    return true;
  }
}
