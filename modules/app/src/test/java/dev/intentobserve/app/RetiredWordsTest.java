package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.intentobserve.model.metric.MetricDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Words that once had a private meaning here stay out of class names and of what users read. The
 * list is {@code retired-words.tsv}; rows with {@code names} hold for class names only.
 */
class RetiredWordsTest {
  private static final Path REPOSITORY = Path.of("../..");
  private static final Set<String> SKIPPED_FOLDERS =
      Set.of("target", ".git", "node_modules", "data", "images");

  /** Comments and characters are matched, too, so that quotes in them begin no literal. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "//[^\n]*+|/\\*.*?\\*/|'(?:\\\\.[^']*+|[^'\\\\])'"
              + "|\"\"\"(.*?)\"\"\"|\"([^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+)\"",
          Pattern.DOTALL);

  private final List<Word> words = words();

  private record Word(Pattern retired, String better, boolean inTexts, List<Pattern> allowed) {
    static Word of(String row) {
      String[] column = row.split("\t", -1);
      List<Pattern> allowed =
          Arrays.stream(column[3].split("; "))
              .filter(phrase -> !phrase.isEmpty())
              .map(phrase -> phrase.replace(" ", "\\E[\\s\\\\]+\\Q"))
              .map(quoted -> Pattern.compile("\\Q" + quoted + "\\E", Pattern.CASE_INSENSITIVE))
              .toList();
      Pattern retired =
          Pattern.compile(
              "(?<![A-Za-z])(?:" + column[0] + ")(?![A-Za-z])", Pattern.CASE_INSENSITIVE);
      return new Word(retired, column[1], column[2].equals("both"), allowed);
    }

    List<String> in(String text) {
      String rest = text;
      for (Pattern phrase : allowed) {
        rest = phrase.matcher(rest).replaceAll("");
      }
      String searched = rest;
      return retired
          .matcher(searched)
          .results()
          .map(match -> excerpt(searched, match.start(), match.end()) + " (better: " + better + ")")
          .toList();
    }

    private static String excerpt(String text, int start, int end) {
      return text.substring(Math.max(0, start - 30), Math.min(text.length(), end + 30))
          .replace('\n', ' ');
    }
  }

  @Test
  void classNames() {
    List<String> found =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests()).importPackages("dev.intentobserve").stream()
                .map(JavaClass::getSimpleName)
                .distinct()
                .flatMap(name -> retired(spaced(name), false).stream().map(w -> name + ": " + w))
                .toList();
    assertThat(found).isEmpty();
  }

  @Test
  void metrics_theirLabelsAndHelp() {
    List<String> found =
        MetricDescriptor.all().stream()
            .map(metric -> metric.name() + " " + metric.labels() + " " + metric.help())
            .flatMap(text -> retired(text, true).stream())
            .toList();
    assertThat(found).isEmpty();
  }

  /** Log lines, messages of errors, help texts, SQL and texts of pages. */
  @Test
  void stringsInSources() throws IOException {
    assertThat(inFiles(".java", RetiredWordsTest::isMainSource, RetiredWordsTest::literals))
        .isEmpty();
  }

  @Test
  void openApi_pagesAndExpectedOutputsOfTheCommandLine() throws IOException {
    List<String> found = new ArrayList<>(inFiles("openapi.yaml", file -> true, text -> text));
    found.addAll(inFiles(".jte", file -> true, text -> text));
    found.addAll(
        inFiles(
            ".txt",
            file -> file.contains("modules/cli/src/test/resources/dev/intentobserve/"),
            text -> text));
    assertThat(found).isEmpty();
  }

  @Test
  void documentation() throws IOException {
    assertThat(inFiles(".md", file -> !isAboutWords(file), text -> text)).isEmpty();
  }

  /** The glossary explains the words, and the changelog is history. */
  private static boolean isAboutWords(String file) {
    return file.endsWith("glossary.md") || file.endsWith("CHANGELOG.md");
  }

  private static boolean isMainSource(String file) {
    return file.contains("/src/main/java/");
  }

  private List<String> inFiles(
      String ending, Predicate<String> chosen, UnaryOperator<String> surface) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files(ending)) {
      String name = REPOSITORY.relativize(file).toString();
      if (chosen.test(name)) {
        String text = surface.apply(Files.readString(file, StandardCharsets.UTF_8));
        retired(text, true).forEach(word -> found.add(name + ": " + word));
      }
    }
    return found;
  }

  private static List<Path> files(String ending) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        REPOSITORY,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED_FOLDERS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ending)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String literals(String source) {
    Matcher matcher = LITERAL.matcher(source);
    List<String> literals = new ArrayList<>();
    while (matcher.find()) {
      literals.add(Objects.requireNonNullElse(matcher.group(1), ""));
      literals.add(Objects.requireNonNullElse(matcher.group(2), ""));
    }
    return String.join("\n", literals);
  }

  private List<String> retired(String text, boolean ofTexts) {
    return words.stream()
        .filter(word -> word.inTexts() || !ofTexts)
        .flatMap(word -> word.in(text).stream())
        .toList();
  }

  private static String spaced(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
  }

  private static List<Word> words() {
    try (var in = RetiredWordsTest.class.getResourceAsStream("retired-words.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(Word::of).collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
