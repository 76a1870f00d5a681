package dev.intentobserve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.render.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of every command: wrapped between words, with an exact synopsis. */
class HelpTest {
  private static final int NARROW = 80;

  @ParameterizedTest
  @ValueSource(ints = {NARROW, 100, 120})
  void help_isWrappedBetweenWordsOnly(int width) {
    for (CommandSpec spec : specs()) {
      String help = usage(spec, width);
      assertThat(help.lines()).as(help).allMatch(line -> line.length() <= width);
      assertThat(words(help)).as(spec.qualifiedName()).isEqualTo(words(usage(spec, 1000)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "100", "120"})
  void help_isAsWideAsTheTerminal(String columns) {
    String help = new TestTerminal().env("COLUMNS", columns).run("tail", "--help").out();
    int widest = help.lines().mapToInt(String::length).max().orElse(0);
    assertThat(widest).isBetween(Integer.parseInt(columns) - 15, Integer.parseInt(columns));
  }

  /** A line that is broken by hand would be wrapped a second time on a narrow terminal. */
  @Test
  void paragraph_isOnePiece_orExamplesThatFit() {
    for (CommandSpec spec : specs()) {
      for (String[] text :
          List.of(spec.usageMessage().description(), spec.usageMessage().footer())) {
        for (int i = 0; i < text.length; i++) {
          boolean example = i + 1 < text.length && text[i + 1].startsWith("  ");
          boolean whole = text[i].isEmpty() || text[i].matches(".*[.:]") || example;
          assertThat(text[i].startsWith("  ") ? text[i].length() <= NARROW : whole)
              .as(spec.qualifiedName() + ": " + text[i])
              .isTrue();
        }
      }
    }
  }

  @Test
  void synopsis_showsWhatIsOptional() {
    for (CommandSpec spec : specs()) {
      String synopsis = synopsis(spec);
      for (PositionalParamSpec word : spec.positionalParameters()) {
        assertThat(synopsis.contains("[" + word.paramLabel() + "]"))
            .as(synopsis)
            .isEqualTo(word.arity().min() == 0);
      }
      for (OptionSpec option : spec.options()) {
        String bare = " " + option.longestName() + "=" + option.paramLabel();
        assertThat(synopsis.contains(bare)).as(synopsis).isEqualTo(option.required());
      }
    }
  }

  /** Only the program itself needs a command; every command with actions also runs without one. */
  @Test
  void synopsis_showsActionsAsOptional() {
    assertThat(synopsis(specs().getFirst())).endsWith(" COMMAND");
    specs().stream()
        .skip(1)
        .filter(spec -> !spec.subcommands().isEmpty())
        .forEach(spec -> assertThat(synopsis(spec)).endsWith(" [ACTION]"));
    assertThat(new TestTerminal().run("slo").exit()).isNotEqualTo(2);
  }

  private static List<CommandSpec> specs() {
    CommandLine line = CliProgram.all(terminal());
    List<CommandSpec> specs = new ArrayList<>(List.of(line.getCommandSpec()));
    for (CommandLine command : line.getSubcommands().values()) {
      specs.add(command.getCommandSpec());
      command.getSubcommands().values().forEach(action -> specs.add(action.getCommandSpec()));
    }
    return specs;
  }

  private static Terminal terminal() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    return new Terminal(
        Map.of(),
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        false,
        InstantSource.fixed(TestTerminal.NOON),
        pause -> true);
  }

  private static String usage(CommandSpec spec, int width) {
    spec.usageMessage().width(width);
    return spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  private static String synopsis(CommandSpec spec) {
    return usage(spec, 1000)
        .lines()
        .filter(line -> line.startsWith("Usage:"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
