package dev.intentobserve.slo.openslo;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a file apart at its {@code ---} lines before YAML is read, so that a document that cannot be
 * read leaves the others alone. YAML allows no such line within a document.
 */
final class YamlDocumentSplitter {
  /**
   * One document of a file.
   *
   * @param line the number of lines before it
   */
  record Chunk(String text, int line) {}

  private final String text;
  private final List<Chunk> chunks = new ArrayList<>();
  private int begin;
  private int beginLine;
  private boolean filled;

  private YamlDocumentSplitter(String text) {
    this.text = text;
  }

  static List<Chunk> of(String text) {
    YamlDocumentSplitter splitter = new YamlDocumentSplitter(text);
    int at = 0;
    int line = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      splitter.scanLine(text.substring(at, end), at, line++);
      at = end + 1;
    }
    splitter.close(text.length());
    return splitter.chunks;
  }

  /** Comments and directives before a document belong to it. */
  private void scanLine(String content, int at, int line) {
    if (separates(content)) {
      if (filled) {
        close(at);
        begin = at;
        beginLine = line;
      }
      filled = true;
    } else if (!content.isBlank() && !content.startsWith("#") && !content.startsWith("%")) {
      filled = true;
    }
  }

  private void close(int end) {
    if (filled) {
      chunks.add(new Chunk(text.substring(begin, end), beginLine));
    }
  }

  private static boolean separates(String line) {
    return line.startsWith("---") && (line.length() == 3 || Character.isWhitespace(line.charAt(3)));
  }
}
