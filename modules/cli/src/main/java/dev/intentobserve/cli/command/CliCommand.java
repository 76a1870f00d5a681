package dev.intentobserve.cli.command;

import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.JsonPrinter;
import dev.intentobserve.cli.render.OutputFormat;
import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;

/** What the verbs share: the world they run in and the way they write. */
public abstract class CliCommand implements Callable<Integer> {
  final GlobalOptions root;
  final Terminal terminal;

  CliCommand(GlobalOptions root) {
    this.root = root;
    this.terminal = root.terminal();
  }

  /** Verbs of its own, by name; most have none. */
  Map<String, CliCommand> actions() {
    return Map.of();
  }

  public final CommandLine commandLine() {
    CommandLine line = new CommandLine(this);
    actions().forEach((name, action) -> line.addSubcommand(name, action.commandLine()));
    return line;
  }

  final OutputFormat format() {
    return root.format();
  }

  final PrintStream out() {
    return terminal.out();
  }

  /** A remark for people; anything in it that comes from outside is made safe here. */
  final void remark(String text) {
    terminal.err().println(SafeText.singleLine(text));
    terminal.err().flush();
  }

  /** Writes one thing: as JSON, or as {@code text} shows it. */
  final void print(Json.Fields document, Function<Json.Fields, String> text) {
    switch (format()) {
      case JSON -> out().println(JsonPrinter.pretty(document));
      case NDJSON -> out().println(JsonPrinter.line(document));
      case TEXT -> out().print(text.apply(document));
    }
  }

  /** Writes a list: as one document, as a table, or one item a line. */
  final void printList(Json.Fields page, TextTable table) {
    List<Json.Fields> items = JsonFields.objects(page, "items");
    switch (format()) {
      case JSON -> out().println(JsonPrinter.pretty(page));
      case NDJSON -> items.forEach(item -> out().println(JsonPrinter.line(item)));
      case TEXT -> out().print(table.draw(items, columns(0), terminal.unicode()));
    }
  }

  /** As {@link #printList(Json.Fields, TextTable)}; of an empty list people are told in words. */
  final void printList(Json.Fields page, TextTable table, String nothing) {
    boolean empty = JsonFields.objects(page, "items").isEmpty();
    if (!empty || format() != OutputFormat.TEXT) {
      printList(page, table);
    }
    if (empty) {
      remark(nothing);
    }
  }

  /** The width of the terminal; {@code unknown} where nobody can tell. */
  final int columns(int unknown) {
    return terminal.columns(unknown);
  }
}
