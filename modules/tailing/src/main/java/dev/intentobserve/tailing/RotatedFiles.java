package dev.intentobserve.tailing;

import dev.intentobserve.tailing.FileFollower.FilePosition;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the earlier contents of a followed file: in the same directory under another name. */
final class RotatedFiles {
  private final Path path;
  private final String name;
  private final @Nullable String current;
  private final Pattern rotatedName;
  private final ContentFingerprint fingerprint;

  /**
   * @param current the key of the file that has the name now; null when there is none
   */
  RotatedFiles(Path path, @Nullable String current, ContentFingerprint fingerprint) {
    this.fingerprint = fingerprint;
    this.path = path.toAbsolutePath();
    this.name = String.valueOf(this.path.getFileName());
    this.current = current;
    this.rotatedName = Pattern.compile(Pattern.quote(name) + "[._-]([0-9][0-9T._:-]*)");
  }

  /** The file of the position or, when its contents were copied, the copy; null for neither. */
  @Nullable OpenFile find(FilePosition position) throws IOException {
    List<Path> siblings = siblings();
    for (Path sibling : siblings) {
      OpenFile file =
          position.offset() > 0 || hasSameBaseName(sibling)
              ? matching(sibling, position, true)
              : null;
      if (file != null) {
        return file;
      }
    }
    for (Path sibling : siblings) {
      boolean copy = position.offset() > 0 && rotatedName.matcher(nameOf(sibling)).matches();
      OpenFile file = copy ? matching(sibling, position, false) : null;
      if (file != null) {
        return file;
      }
    }
    return null;
  }

  /** For {@code events.jsonl.3} the file {@code events.jsonl.2}; null where there is none. */
  @Nullable OpenFile newerThan(Path rotated) throws IOException {
    Matcher matcher = rotatedName.matcher(nameOf(rotated));
    if (!matcher.matches() || !matcher.group(1).matches("[0-9]{1,4}")) {
      return null;
    }
    int number = Integer.parseInt(matcher.group(1)) - 1;
    String separator = nameOf(rotated).substring(name.length(), name.length() + 1);
    Path newer = rotated.resolveSibling(name + separator + number);
    return Files.isRegularFile(newer) && !OpenFile.key(newer).equals(current)
        ? OpenFile.open(newer)
        : null;
  }

  private @Nullable OpenFile matching(Path sibling, FilePosition position, boolean byKey) {
    try {
      String key = OpenFile.key(sibling);
      if (key.equals(current) || (byKey && !key.equals(position.fileKey()))) {
        return null;
      }
      OpenFile file = OpenFile.open(sibling);
      if (FileSegment.after(position, file.channel(), 0, fingerprint) != null) {
        return file;
      }
      file.close();
    } catch (IOException e) {
      // Deleted or not readable: then it is not the file we look for.
      return null;
    }
    return null;
  }

  /** At offset 0 there is no content to compare, so the name must match: inodes are reused. */
  private boolean hasSameBaseName(Path sibling) {
    int dot = name.indexOf('.', 1);
    return nameOf(sibling).startsWith(dot < 0 ? name : name.substring(0, dot));
  }

  /** Includes the directory of the target where the name is a symbolic link. */
  private List<Path> siblings() throws IOException {
    Set<Path> directories = new LinkedHashSet<>();
    Path parent = path.getParent();
    if (parent != null) {
      directories.add(parent);
    }
    if (Files.isSymbolicLink(path) && Files.exists(path)) {
      directories.add(path.toRealPath().resolveSibling(".").normalize());
    }
    List<Path> siblings = new ArrayList<>();
    for (Path directory : directories) {
      siblings.addAll(filesIn(directory));
    }
    Collections.sort(siblings);
    return siblings;
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, entry -> Files.isRegularFile(entry))) {
      List<Path> files = new ArrayList<>();
      entries.forEach(files::add);
      return files;
    } catch (AccessDeniedException | NoSuchFileException e) {
      // A directory whose files can be read but not listed: nothing can be found there.
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }
}
