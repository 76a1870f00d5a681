package dev.intentobserve.slo.openslo;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Bytes to documents, within limits. Creates no objects and follows no aliases, so that a small
 * file cannot expand to a large one.
 */
final class YamlReader {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DOCUMENTS = 1000;
  private static final int MAX_DEPTH = 32;
  private static final Pattern STANDARD =
      Pattern.compile("!?|tag:yaml.org,2002:(str|int|float|bool|null|map|seq)");

  /** Before a line that begins a document. */
  private static final Pattern SEPARATOR =
      Pattern.compile("(?md)^(?=---(?:\\p{javaWhitespace}|$))");

  private final ProblemCollector findings;
  private final int offset;

  /**
   * The text of a document.
   *
   * @param line the number of lines before it
   */
  private record Chunk(String text, int line) {}

  /**
   * A document.
   *
   * @param valid whether it has no problems so far
   */
  record Document(YamlNode root, boolean valid) {}

  /** Ends the reading of a document. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String field;

    Unreadable(int line, String field, String message) {
      super(message);
      this.line = line;
      this.field = field;
    }
  }

  private YamlReader(ProblemCollector findings, int offset) {
    this.findings = findings;
    this.offset = offset;
  }

  /** The readable documents; all others are reported. */
  static List<Document> read(byte[] bytes, ProblemCollector findings) {
    if (bytes.length > MAX_BYTES) {
      findings.add(0, "", "is larger than 1 MiB: use several files");
      return List.of();
    }
    Optional<String> text = decoded(bytes);
    if (text.isEmpty()) {
      findings.add(0, "", "is not UTF-8");
      return List.of();
    }
    List<Chunk> chunks = chunks(text.get());
    if (chunks.size() > MAX_DOCUMENTS) {
      findings.add(0, "", "holds " + chunks.size() + " documents, more than " + MAX_DOCUMENTS);
      return List.of();
    }
    List<Document> documents = new ArrayList<>();
    chunks.forEach(chunk -> new YamlReader(findings, chunk.line()).read(chunk.text(), documents));
    return documents;
  }

  /**
   * Cuts a file apart at its {@code ---} lines before YAML is read, so that a document that cannot
   * be read leaves the others alone. YAML allows no such line within a document; comments and
   * directives before a document belong to it.
   */
  private static List<Chunk> chunks(String text) {
    List<Chunk> chunks = new ArrayList<>();
    String before = "";
    int line = 0;
    for (String part : SEPARATOR.split(text, -1)) {
      String chunk = before + part;
      boolean filled = Arrays.stream(part.split("\n", -1)).anyMatch(YamlReader::isContent);
      if (filled) {
        chunks.add(new Chunk(chunk, line));
        line += (int) chunk.chars().filter(c -> c == '\n').count();
      }
      before = filled ? "" : chunk;
    }
    return chunks;
  }

  private static boolean isContent(String line) {
    return !line.isBlank() && !line.startsWith("#") && !line.startsWith("%");
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private void read(String text, List<Document> documents) {
    try {
      requirePrintable(text);
      Iterator<Event> events =
          new Parse(LoadSettings.builder().build()).parseString(text).iterator();
      while (events.hasNext()) {
        if (events.next() instanceof DocumentStartEvent) {
          int before = findings.count();
          YamlNode root = node(events.next(), events, "", 0);
          documents.add(new Document(root, findings.count() == before));
        }
      }
    } catch (Unreadable e) {
      findings.add(e.line, e.field, String.valueOf(e.getMessage()));
    } catch (MarkedYamlEngineException e) {
      String block =
          String.valueOf(e.getProblem()).contains("<block") ? "; check the indentation" : "";
      findings.add(line(e.getProblemMark()), "", "is not valid YAML: " + e.getProblem() + block);
    } catch (YamlEngineException e) {
      findings.add(offset + 1, "", "is not valid YAML");
    }
  }

  private void requirePrintable(String text) {
    int line = offset + 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == '\n') {
        line++;
      } else if (!StreamReader.isPrintable(c)) {
        throw new Unreadable(line, "", "holds the character U+%04X".formatted(c));
      }
    }
  }

  private YamlNode node(Event event, Iterator<Event> events, String path, int depth) {
    int line = line(event.getStartMark());
    if (depth > MAX_DEPTH) {
      throw new Unreadable(line, "", "is nested more than " + MAX_DEPTH + " levels deep");
    }
    return switch (event) {
      case AliasEvent ignored ->
          throw new Unreadable(line, path, "is an alias (*): repeat the value instead");
      case ScalarEvent scalar -> {
        String tag = standardTag(scalar.getTag(), line, path);
        yield new YamlNode.Text(scalar.getValue(), scalar.isPlain() && tag.isEmpty(), line);
      }
      case MappingStartEvent map -> keyed(map, events, path, depth);
      case CollectionStartEvent list -> many(list, events, path, depth);
      default -> throw new Unreadable(line, path, "cannot be read");
    };
  }

  private YamlNode keyed(MappingStartEvent map, Iterator<Event> events, String path, int depth) {
    int line = line(map.getStartMark());
    standardTag(map.getTag(), line, path);
    Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
    for (Event e = events.next(); !(e instanceof MappingEndEvent); e = events.next()) {
      int keyLine = line(e.getStartMark());
      if (!(node(e, events, path, depth + 1) instanceof YamlNode.Text key)) {
        throw new Unreadable(keyLine, path, "has a key that is not a string");
      }
      String field = path.isEmpty() ? key.value() : path + "." + key.value();
      YamlNode value = node(events.next(), events, field, depth + 1);
      if (fields.putIfAbsent(key.value(), new YamlNode.Field(keyLine, value)) != null) {
        findings.add(keyLine, field, "is given twice");
      }
    }
    return new YamlNode.Mapping(fields, line);
  }

  private YamlNode many(CollectionStartEvent list, Iterator<Event> events, String path, int depth) {
    int line = line(list.getStartMark());
    standardTag(list.getTag(), line, path);
    List<YamlNode> items = new ArrayList<>();
    for (Event e = events.next(); !(e instanceof SequenceEndEvent); e = events.next()) {
      items.add(node(e, events, path + "[" + items.size() + "]", depth + 1));
    }
    return new YamlNode.Sequence(items, line);
  }

  private static String standardTag(Optional<String> tag, int line, String path) {
    String name = tag.orElse("");
    if (!STANDARD.matcher(name).matches()) {
      throw new Unreadable(
          line, path, "has the tag " + name + ": put a text that begins with ! in quotes");
    }
    return name;
  }

  private int line(Optional<Mark> mark) {
    return offset + 1 + mark.map(Mark::getLine).orElse(0);
  }
}
