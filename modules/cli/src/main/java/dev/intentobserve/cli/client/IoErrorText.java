package dev.intentobserve.cli.client;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Messages for exceptions of the file system that only carry a path. */
public final class IoErrorText {
  private IoErrorText() {}

  public static String of(Throwable error) {
    return switch (error) {
      case NoSuchFileException missing -> missing.getFile() + ": no such file";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileAlreadyExistsException exists -> exists.getFile() + ": already exists";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> error.getMessage() == null ? error.toString() : error.getMessage();
    };
  }
}
