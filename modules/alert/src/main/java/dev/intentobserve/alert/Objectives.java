package dev.intentobserve.alert;

import dev.intentobserve.alert.ObjectiveSource.Reading;
import dev.intentobserve.alert.Shelf.Book;
import dev.intentobserve.alert.Shelf.Mark;
import dev.intentobserve.contract.AlertContract.ObjectiveSet;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Objective;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileProps;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the objectives in force: those that are shipped and those of the watched folder, which is
 * looked at again and again. A file is called by its name within the folder: where the folder lies
 * is nobody's business who sees objectives and alerts. To be used on one context; files are read
 * and understood elsewhere.
 */
final class Objectives {
  private static final Logger log = LoggerFactory.getLogger(Objectives.class);
  private static final long LARGEST_FILE = 1 << 20;
  private static final int MOST_FILES = 500;

  /** A file may change without a change of size or time; so often its bytes are compared anyway. */
  private static final int LOOKS_BETWEEN_READINGS = 12;

  private final Vertx vertx;
  private final @Nullable String folder;
  private final ObjectiveSource source;
  private final List<Objective> shipped;
  private Shelf shelf = Shelf.EMPTY;
  private ObjectiveSet inForce;
  private long looks;

  Objectives(Vertx vertx, @Nullable String folder, ObjectiveSource source) {
    this.vertx = vertx;
    this.folder = folder;
    this.source = source;
    this.shipped = source.shipped();
    this.inForce = Shelf.EMPTY.compile(shipped, 1);
  }

  ObjectiveSet inForce() {
    return inForce;
  }

  /** Looks at the folder; answers whether anything changed. Never two at once. */
  Future<Boolean> look() {
    if (folder == null) {
      return Future.succeededFuture(false);
    }
    boolean thorough = looks++ % LOOKS_BETWEEN_READINGS == 0;
    return paths(folder)
        .compose(paths -> read(paths, thorough))
        .map(this::replaced)
        .recover(
            error -> {
              log.atWarn()
                  .addKeyValue(Names.PATH, folder)
                  .setCause(error)
                  .log("the folder of objectives cannot be read, objectives stay as they are");
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
            paths -> paths.stream().filter(Objectives::isYaml).sorted().limit(MOST_FILES).toList());
  }

  private static boolean isYaml(String path) {
    String name = name(path);
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf(File.separatorChar) + 1);
  }

  private Future<Shelf> read(List<String> paths, boolean thorough) {
    Set<String> names = paths.stream().map(Objectives::name).collect(Collectors.toSet());
    Future<Shelf> read = Future.succeededFuture(shelf.only(names));
    for (String path : paths) {
      read = read.compose(sofar -> look(sofar, path, thorough));
    }
    return read;
  }

  /** A file that cannot be read now keeps what it said; one that vanished is missed next time. */
  private Future<Shelf> look(Shelf sofar, String path, boolean thorough) {
    return vertx
        .fileSystem()
        .props(path)
        .compose(props -> look(sofar, path, props, thorough))
        .otherwise(
            error ->
                sofar.unreadable(
                    name(path),
                    new Mark(-1, -1),
                    "cannot be read; check that it is there and may be read"));
  }

  private Future<Shelf> look(Shelf sofar, String path, FileProps props, boolean thorough) {
    Mark mark = new Mark(props.size(), props.lastModifiedTime());
    String file = name(path);
    Book before = sofar.book(file);
    if (!props.isRegularFile() || props.size() > LARGEST_FILE) {
      return Future.succeededFuture(
          sofar.unreadable(file, mark, "must be a file of at most 1 MiB"));
    }
    if (before != null && before.mark().equals(mark) && !thorough) {
      return Future.succeededFuture(sofar);
    }
    return vertx.fileSystem().readFile(path).compose(bytes -> understand(sofar, file, mark, bytes));
  }

  private Future<Shelf> understand(Shelf sofar, String file, Mark mark, Buffer content) {
    byte[] bytes = content.getBytes();
    String digest = Ids.sha256(bytes);
    Book before = sofar.book(file);
    if (before != null && before.digest().equals(digest)) {
      return Future.succeededFuture(sofar.with(file, before.marked(mark)));
    }
    return vertx
        .<Reading>executeBlocking(() -> source.read(file, bytes))
        .map(reading -> sofar.read(file, mark, digest, reading));
  }

  private boolean replaced(Shelf next) {
    shelf = next;
    ObjectiveSet set = next.compile(shipped, inForce.generation());
    if (set.equals(inForce)) {
      return false;
    }
    inForce = next.compile(shipped, inForce.generation() + 1);
    log.atInfo()
        .addKeyValue("objectives", inForce.objectives().size())
        .addKeyValue("problems", inForce.problems().size())
        .log("objectives changed");
    return true;
  }
}
