package dev.intentobserve.dashboards.deploy;

import dev.intentobserve.dashboards.deploy.SecretExpressions.Shape;
import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.model.Redaction;
import java.util.ArrayList;
import java.util.List;

/**
 * The redaction of the collector, for telemetry of other programs; the service redacts events
 * itself. {@link SecretExpressions} makes both from the same rules.
 */
final class CollectorRedaction {
  private CollectorRedaction() {}

  /** Both processors as they stand below the key {@code processors}. */
  static String processors() {
    String yaml =
        DocumentTree.tree(
                "processors",
                DocumentTree.tree("redaction/secrets", masking())
                    .with("transform/secrets", replacing()))
            .yaml("");
    return yaml.substring(yaml.indexOf("  redaction/secrets"));
  }

  /** Masks values by their key and by their looks. */
  private static DocumentTree masking() {
    return DocumentTree.tree()
        .with("allow_all_keys", true, "Else every attribute that is not listed is deleted.")
        .with(
            "blocked_key_patterns",
            SecretExpressions.keys().stream().map(CollectorRedaction::literal).toList(),
            "The value becomes ****, the key stays. Made from the rules of the service.")
        .with(
            "blocked_values",
            SecretExpressions.shapes().stream().map(CollectorRedaction::literal).toList(),
            "Matches in any value and in the body of a log record become ****.")
        .with(
            "allowed_values",
            List.of(literal("^\\[REDACTED\\]$")),
            "Values that the service replaced stay as they are.")
        .with("summary", "silent", "Adds no attributes that list the masked ones.");
  }

  /** Replaces secrets in free text that only the name before them identifies. */
  private static DocumentTree replacing() {
    return DocumentTree.tree()
        .with("error_mode", "ignore", "A statement that does not apply must not drop data.")
        .with(
            "trace_statements",
            traceStatements(),
            "In two groups, because in one group the statements for spans would not run on a span without events.")
        .with("log_statements", List.of(group("log", logStatements())));
  }

  /** Spans and their events apart: all statements of a list run where its last one can run. */
  private static List<DocumentTree> traceStatements() {
    List<String> spans = new ArrayList<>();
    List<String> events = new ArrayList<>();
    for (Shape pair : SecretExpressions.pairs()) {
      spans.add(replaceAll("span.attributes", pair));
      spans.add(replace("span.status.message", pair));
      events.add(replaceAll("spanevent.attributes", pair));
    }
    for (String shape : SecretExpressions.shapes()) {
      spans.add(replace("span.status.message", new Shape(shape, Redaction.MARK)));
    }
    return List.of(group("span", spans), group("spanevent", events));
  }

  private static DocumentTree group(String context, List<String> statements) {
    return DocumentTree.tree("context", context).with("statements", statements);
  }

  private static List<String> logStatements() {
    List<String> all = new ArrayList<>();
    for (Shape pair : SecretExpressions.pairs()) {
      all.add(replaceAll("log.attributes", pair));
      all.add(replaceAll("log.body", pair) + " where IsMap(log.body)");
      all.add(replace("log.body", pair) + " where IsString(log.body)");
    }
    return all;
  }

  private static String replaceAll(String map, Shape shape) {
    return "replace_all_patterns(%s, \"value\", %s, %s)"
        .formatted(map, ottl(shape.pattern()), ottl(shape.replacement()));
  }

  private static String replace(String text, Shape shape) {
    return "replace_pattern(%s, %s, %s)"
        .formatted(text, ottl(shape.pattern()), ottl(shape.replacement()));
  }

  /** OTTL escapes backslashes and quotes like Go. */
  private static String ottl(String text) {
    return "\"" + literal(text.replace("\\", "\\\\").replace("\"", "\\\"")) + "\"";
  }

  /** The collector would expand a single dollar as a variable. */
  private static String literal(String text) {
    return text.replace("$", "$$");
  }
}
