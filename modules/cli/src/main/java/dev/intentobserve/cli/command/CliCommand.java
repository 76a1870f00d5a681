package dev.intentobserve.cli.command;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.JsonOutline;
import dev.intentobserve.cli.render.JsonPrinter;
import dev.intentobserve.cli.render.OutputFormat;
import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** What all commands share: the terminal, the service, and how results are written. */
public abstract class CliCommand implements Callable<Integer> {
  private static final int LIMIT = 100;
  private static final Pattern WORD = Pattern.compile("-(.)");

  private final List<OptionSpec> filters;
  private @Nullable CommandSpec spec;

  /**
   * A command with options that are parameters of its query.
   *
   * @param filters such as {@link #filter}
   */
  protected CliCommand(OptionSpec... filters) {
    this.filters = List.of(filters);
  }

  /** The option {@code --id-prefix} is the parameter {@code id_prefix}. */
  protected static OptionSpec filter(String option, String description) {
    String label =
        WORD.matcher(option.substring(2))
            .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    return option(String.class, label, description, option);
  }

  /** The option {@code --query}, which is the parameter {@code q}. */
  protected static OptionSpec search(String description) {
    return option(String.class, "text", description, "-q", "--query");
  }

  protected static OptionSpec limit() {
    return limit("Maximum number of items (default: 100).");
  }

  protected static OptionSpec limit(String description) {
    return option(int.class, "limit", description, "--limit");
  }

  protected static OptionSpec cursor() {
    return filter("--cursor", "Continue a list from its next_cursor.");
  }

  private static OptionSpec option(
      Class<?> type, String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(type)
        .paramLabel("<" + label + ">")
        .description(description)
        .build();
  }

  /** Called by picocli while it reads the annotations. */
  @Spec
  final void specify(CommandSpec spec) {
    this.spec = spec;
    filters.forEach(spec::addOption);
  }

  private CommandSpec spec() {
    return requireNonNull(spec, "the command was not parsed");
  }

  protected final GlobalOptions global() {
    return (GlobalOptions) spec().root().userObject();
  }

  protected final Terminal terminal() {
    return global().terminal();
  }

  protected final ServiceClient service() {
    return global().service();
  }

  protected final OutputFormat format() {
    return global().format();
  }

  protected final PrintStream out() {
    return terminal().out();
  }

  /** Writes a note to standard error; text from outside is made safe here. */
  protected final void note(String text) {
    terminal().err().println(SafeText.singleLine(text));
    terminal().err().flush();
  }

  /** Whether one of these options stands in the command. */
  protected final boolean given(String... options) {
    return Stream.of(options).anyMatch(spec().commandLine().getParseResult()::hasMatchedOption);
  }

  /** The filters that are given; the limit is none. */
  protected final ListQuery query() {
    ListQuery query = new ListQuery();
    for (OptionSpec filter : filters) {
      if (filter.getValue() instanceof String value) {
        query.with(filter.shortestName().replaceFirst("--?", "").replace('-', '_'), value);
      }
    }
    return query;
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
  protected final int list(String path, ListQuery query, TextTable table) {
    printList(collect(path, query), table);
    return 0;
  }

  /** Gets a list page by page, up to the limit. */
  protected final Json.Fields collect(String path, ListQuery query) {
    Integer limit = spec().findOption("--limit").getValue();
    return query.collect(service(), path, limit == null ? LIMIT : limit);
  }

  /** Writes one document: as JSON, or as {@code text} renders it. */
  protected final void print(Json.Fields document, Function<Json.Fields, String> text) {
    print(document, List.of(document), () -> text.apply(document));
  }

  /** Writes a list: as one document, as a table, or one item per line. */
  protected final void printList(Json.Fields page, TextTable table) {
    List<Json.Fields> items = JsonFields.objects(page, "items");
    print(page, items, () -> table.draw(items, terminal().columns(0), terminal().unicode()));
  }

  /** Like {@link #printList(Json.Fields, TextTable)}, with a note if the list is empty. */
  protected final void printList(Json.Fields page, TextTable table, String emptyNote) {
    boolean empty = JsonFields.objects(page, "items").isEmpty();
    if (!empty || format() != OutputFormat.TEXT) {
      printList(page, table);
    }
    if (empty) {
      note(emptyNote);
    }
  }

  /** Writes a result: as one document, as its items, one per line, or as text. */
  protected final void print(Json document, List<Json.Fields> items, Supplier<String> text) {
    switch (format()) {
      case JSON -> out().println(JsonPrinter.pretty(document));
      case NDJSON -> items.forEach(item -> out().println(JsonPrinter.line(item)));
      case TEXT -> out().print(text.get());
    }
  }
}
