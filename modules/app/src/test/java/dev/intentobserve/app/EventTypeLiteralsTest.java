package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.event.EventCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an event type does is a column of the catalog, so that a new type touches nothing else. */
class EventTypeLiteralsTest {
  private static final Path MODULES = Path.of("..");

  /** Files that show or send sample events. */
  private static final Set<String> SAMPLES =
      Set.of("Banner.java", "BuiltInRuleTestWriter.java", "TestEvent.java");

  private static final Pattern LITERAL = Pattern.compile("\"([a-z_]+(?:\\.[a-z_]+)+)\"");

  @Test
  void mainSources_nameNoEventType() {
    List<String> found = new ArrayList<>();
    for (Path source : sources()) {
      for (String type : literals(source)) {
        found.add(source + ": " + type);
      }
    }
    assertThat(found).as("use EventCatalog or Lifecycle.typesTo instead").isEmpty();
  }

  @Test
  void literals_areFound() {
    assertThat(EventCatalog.standard().types())
        .allMatch(type -> LITERAL.matcher('"' + type.name() + '"').matches());
    assertThat(sources()).anyMatch(path -> path.endsWith("StateResolver.java"));
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(MODULES)) {
      return files
          .filter(path -> path.toString().contains("src/main/java"))
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !SAMPLES.contains(path.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> literals(Path source) {
    List<String> types = new ArrayList<>();
    Matcher literal = LITERAL.matcher(text(source));
    while (literal.find()) {
      String word = literal.group(1);
      if (EventCatalog.standard().type(word).known()) {
        types.add(word);
      }
    }
    return types;
  }

  private static String text(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
