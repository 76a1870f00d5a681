package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.JsonOutline;
import dev.intentobserve.cli.render.JsonPrinter;
import dev.intentobserve.cli.render.OutputFormat;
import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.cli.render.TreeStyle;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What all commands share: the terminal, the service, and how results are written. */
public abstract class CliCommand implements Callable<Integer> {
  private final GlobalOptions global;

  protected CliCommand(GlobalOptions global) {
    this.global = global;
  }

  /** The subcommands by name; most commands have none. */
  protected Map<String, CliCommand> actions() {
    return Map.of();
  }

  public final CommandLine commandLine() {
    CommandLine line = new CommandLine(this);
    actions().forEach((name, action) -> line.addSubcommand(name, action.commandLine()));
    return line;
  }

  protected final GlobalOptions global() {
    return global;
  }

  public final Terminal terminal() {
    return global.terminal();
  }

  public final ServiceClient service() {
    return global.service();
  }

  public final OutputFormat format() {
    return global.format();
  }

  public final PrintStream out() {
    return terminal().out();
  }

  protected final TreeStyle style() {
    return new TreeStyle(terminal().unicode(), terminal().colour());
  }

  /** Writes a note to standard error; text from outside is made safe here. */
  public final void note(String text) {
    terminal().err().println(SafeText.singleLine(text));
    terminal().err().flush();
  }

  /** Gets one document and writes it. */
  protected final int show(String path) {
    print(service().get(path, Map.of()), JsonOutline::of);
    return 0;
  }

  /** Sends a request without a body, or with JSON, and writes the answer. */
  protected final int send(String method, String path, byte @Nullable [] json) {
    String type = json == null ? null : ServiceClient.JSON;
    ServiceClient.Answer answer = service().ask(method, path, type, json);
    print(ServiceClient.require(answer).json(), JsonOutline::of);
    return 0;
  }

  /** Gets a list page by page and writes it. */
  protected final int list(String path, ListQuery query, int limit, TextTable table) {
    printList(query.collect(service(), path, limit), table);
    return 0;
  }

  /** Writes one document: as JSON, or as {@code text} renders it. */
  protected final void print(Json.Fields document, Function<Json.Fields, String> text) {
    switch (format()) {
      case JSON -> out().println(JsonPrinter.pretty(document));
      case NDJSON -> out().println(JsonPrinter.line(document));
      case TEXT -> out().print(text.apply(document));
    }
  }

  /** Writes a list: as one document, as a table, or one item per line. */
  protected final void printList(Json.Fields page, TextTable table) {
    List<Json.Fields> items = JsonFields.objects(page, "items");
    switch (format()) {
      case JSON -> out().println(JsonPrinter.pretty(page));
      case NDJSON -> items.forEach(item -> out().println(JsonPrinter.line(item)));
      case TEXT -> out().print(table.draw(items, terminal().columns(0), terminal().unicode()));
    }
  }

  /** Like {@link #printList(Json.Fields, TextTable)}, with a note if the list is empty. */
  public final void printList(Json.Fields page, TextTable table, String emptyNote) {
    boolean empty = JsonFields.objects(page, "items").isEmpty();
    if (!empty || format() != OutputFormat.TEXT) {
      printList(page, table);
    }
    if (empty) {
      note(emptyNote);
    }
  }
}
