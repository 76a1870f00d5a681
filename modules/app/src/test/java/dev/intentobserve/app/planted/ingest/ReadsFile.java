package dev.intentobserve.app.planted.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class ReadsFile {
  String read(Path path) throws IOException {
    return Files.readString(path);
  }
}
