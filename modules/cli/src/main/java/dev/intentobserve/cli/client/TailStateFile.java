package dev.intentobserve.cli.client;

import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.JsonPrinter;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import dev.intentobserve.tailing.FileFollower.FilePosition;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stores the position of {@code tail} in each file. The file is replaced as a whole, so that a
 * crash leaves the old or the new state. After a lost state lines are sent again and are
 * duplicates.
 */
public final class TailStateFile implements Closeable {
  private static final String FILE = "tail.json";

  private final Path directory;
  private final FileChannel lockFile;
  private final Map<String, FilePosition> marks = new TreeMap<>();

  private TailStateFile(Path directory, FileChannel lockFile) {
    this.directory = directory;
    this.lockFile = lockFile;
  }

  /** Opens the state; a lock file keeps other processes out. */
  public static TailStateFile open(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel lockFile =
        FileChannel.open(
            directory.resolve("tail.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = lockFile.tryLock();
    if (lock == null) {
      lockFile.close();
      throw CliException.configuration(
          "another tail uses " + directory + "; set a different --state-dir");
    }
    return new TailStateFile(directory, lockFile);
  }

  /** Reads the saved positions; false if the file is damaged. */
  public boolean load() throws IOException {
    try {
      Json.Fields saved = JsonText.parseObject(Files.readString(directory.resolve(FILE)));
      saved.fields("marks").values().forEach((name, mark) -> marks.put(name, mark(mark)));
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IllegalArgumentException e) {
      marks.clear();
      return false;
    }
  }

  @Nullable FilePosition mark(String name) {
    return marks.get(name);
  }

  void save(String name, FilePosition mark) throws IOException {
    marks.put(name, mark);
    Path next = directory.resolve(FILE + ".next");
    Files.writeString(
        next,
        JsonPrinter.pretty(json()) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.SYNC);
    Files.move(
        next,
        directory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Json.Fields json() {
    Json.Builder saved = Json.object();
    marks.forEach((name, mark) -> saved.put(name, json(mark)));
    return Json.object().put("version", 1).put("marks", saved.build()).build();
  }

  private static Json json(FilePosition mark) {
    return Json.object()
        .put("file_key", mark.fileKey())
        .put("offset", mark.offset())
        .put("fingerprint", mark.fingerprint())
        .put("fingerprint_length", mark.fingerprintLength())
        .build();
  }

  private static FilePosition mark(Json json) {
    if (!(json instanceof Json.Fields fields)) {
      throw new IllegalArgumentException("no mark");
    }
    return new FilePosition(
        fields.text("file_key").orElse(""),
        JsonFields.number(fields, "offset"),
        fields.text("fingerprint").orElse(""),
        (int) JsonFields.number(fields, "fingerprint_length"));
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
