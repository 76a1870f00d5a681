package dev.intentobserve.tests.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** A corpus written before the clock starts, because making it costs as much as storing it. */
final class CorpusFile implements AutoCloseable {
  private final Path path;
  private final BufferedReader reader;

  CorpusFile(Corpus corpus) throws IOException {
    path = Files.createTempFile("intent-observe-bench", ".jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      for (Iterator<String> lines = corpus.lines().iterator(); lines.hasNext(); ) {
        out.write(lines.next());
        out.newLine();
      }
    }
    reader = Files.newBufferedReader(path);
  }

  Path path() {
    return path;
  }

  /** Bodies of at most {@code size} lines each; can be read once. */
  Iterator<byte[]> bodies(int size) {
    return Corpus.bodies(reader.lines().iterator(), size);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    Files.deleteIfExists(path);
  }
}
