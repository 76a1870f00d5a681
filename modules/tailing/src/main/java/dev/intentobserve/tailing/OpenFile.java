package dev.intentobserve.tailing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/** An open regular file and its key. */
record OpenFile(Path path, String key, FileChannel channel) implements Closeable {
  private static final int ATTEMPTS = 8;

  /**
   * The key is read before and after opening, because Java cannot read it from the open file and
   * the name may be given to another file in between.
   */
  static OpenFile open(Path path) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      String before = key(path);
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      if (before.equals(keyOrNothing(path))) {
        return new OpenFile(path, before, channel);
      }
      channel.close();
    }
    throw new FileSystemException(path.toString(), null, "is being replaced again and again");
  }

  /**
   * Device and inode.
   *
   * @throws FileSystemException when it is not a regular file: reading a pipe or a device may never
   *     end
   */
  static String key(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(path.toString(), null, "is not a regular file");
    }
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> unix = Files.readAttributes(path, "unix:dev,ino");
      return unix.get("dev") + ":" + unix.get("ino");
    }
    Object key = attributes.fileKey();
    return key == null ? path.toAbsolutePath().normalize().toString() : key.toString();
  }

  private static String keyOrNothing(Path path) {
    try {
      return key(path);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
