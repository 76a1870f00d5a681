package dev.intentobserve.dashboards.deploy.collector;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The collector's second line behind the service's own sanitiser, for what other programs send. It
 * knows the same secrets, as far as Go's expressions can say it: no check digit of a card, no look
 * behind. In doubt it replaces too much.
 */
final class CollectorRedaction {
  static final String REDACTED = "[REDACTED]";

  /** Secrets whatever stands around the name. */
  private static final List<String> DISTINCT =
      List.of(
          "password",
          "passwd",
          "api_key",
          "access_key",
          "secret_key",
          "private_key",
          "token",
          "secret");

  /** Secrets when these are the last words of a key. */
  private static final List<String> NAMES =
      List.of(
          "passwords",
          "passphrase",
          "access_tokens",
          "refresh_tokens",
          "token_id",
          "jwt",
          "secrets",
          "api_keys",
          "signing_key",
          "encryption_key",
          "private_keys",
          "authorization",
          "cookie",
          "cookies",
          "credential",
          "credentials",
          "stripe_customer_id",
          "payment_reference",
          "scheduler_metadata",
          "amz_signature",
          "goog_signature",
          "card_number",
          "cvv",
          "cvc",
          "email",
          "emails",
          "email_address",
          "username",
          "user_name");

  private static final List<String> TAILS =
      List.of(
          "hash",
          "hashed",
          "enc",
          "encrypted",
          "base64",
          "b64",
          "plain",
          "plaintext",
          "raw",
          "value",
          "confirmation");

  private static final String BETWEEN = "[^A-Za-z0-9]*";
  private static final String DIGITS = "[0-9]*";

  /** Names that are looked for in free text, before their value. */
  private static final String IN_TEXT =
      "(?i)((?:password|passwd|passphrase|(?:api|access|secret|private)[_.-]?key|token|secret"
          + "|authorization|cookie|credentials?|cvv|cvc|e?mail|user[_.-]?name)[0-9]*";

  /** What to find and what to put there; a reference to a group is written {@code $1}. */
  record Shape(String pattern, String replacement) {}

  private CollectorRedaction() {}

  /** Expressions for keys whose values are secrets, in any case style. */
  static List<String> keyPatterns() {
    String tails = "(?:" + BETWEEN + "(?:" + String.join("|", TAILS) + "))*";
    String end = DIGITS + tails + BETWEEN + "$";
    String camel = anyOf(NAMES.stream().map(CollectorRedaction::camel));
    String camelTails = "(?:" + anyOf(TAILS.stream().map(CollectorRedaction::capital)) + ")*";
    return List.of(
        "(?i)(?:" + anyOf(DISTINCT.stream()) + ")" + end,
        "(?i)(?:^|[^a-z])(?:" + anyOf(NAMES.stream()) + ")" + end,
        "[a-z0-9](?:" + camel + ")" + DIGITS + camelTails + "$");
  }

  /** Secrets known by their looks: keys, tokens, logins in addresses, e-mail addresses. */
  static List<String> shapes() {
    return List.of(
        "(?s)-----BEGIN[A-Z\\s]+-----.*?(?:-----END[A-Z\\s]+-----|$)",
        "\\beyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)*",
        "\\b(?i:bearer|basic)(?:[\\s+]|%20){1,8}(?:[A-Za-z._~+/-]*[0-9][\\w.~+/-]{4,}"
            + "|[A-Za-z._~+/-]{4,}[0-9][\\w.~+/-]*|[A-Za-z]*[a-z][A-Z][A-Za-z+/]{6,})={0,4}",
        "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b",
        "\\b(?:gh[pousr]_|github_pat_|glpat-|whsec_|npm_|hf_|AIza|gl(?:c|sa)_)[\\w+/=-]{16,}",
        "\\bxox[abeoprs]-[A-Za-z0-9-]{8,}",
        "\\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}",
        "\\bSG\\.[\\w-]{16,}\\.[\\w-]{16,}",
        "\\bsk-[A-Za-z_-]*[0-9][\\w-]{11,}",
        "://[^\\s/?#\"'<>:@\\[]*:[^\\s/?#\"'<>@]+@",
        "[\\w.%+-]+@[\\w-]+(?:\\.[\\w-]+)*\\.[A-Za-z]{2,}");
  }

  /** Secrets known by the name before them, in quotes as in JSON and without. */
  static List<Shape> pairs() {
    return List.of(
        new Shape(IN_TEXT + "\\\\*[\"']\\s*[:=]\\s*\\\\*[\"'])[^\"'\\\\]+", "$1" + REDACTED),
        new Shape(IN_TEXT + "\\s*[:=]\\s*)[^\\s\"'&,;<>{}\\[\\]]+", "$1" + REDACTED));
  }

  /** Masks values by their key and by their looks. */
  static DocumentTree masking() {
    return DocumentTree.tree()
        .with("allow_all_keys", true, "Else every attribute that is not listed is deleted.")
        .with(
            "blocked_key_patterns",
            keyPatterns().stream().map(CollectorRedaction::literal).toList(),
            "The value becomes ****, the key stays. Kept in step with the service's sanitiser by a"
                + " test.")
        .with(
            "blocked_values",
            shapes().stream().map(CollectorRedaction::literal).toList(),
            "Within any value and in the body of a log record: what matches becomes ****.")
        .with(
            "allowed_values",
            List.of(literal("^\\[REDACTED\\]$")),
            "What the service replaced already stays as it is.")
        .with("summary", "silent", "No further attributes that tell which ones were masked.");
  }

  /** Replaces what only the name before it gives away, in free text. */
  static DocumentTree replacing() {
    return DocumentTree.tree()
        .with("error_mode", "ignore", "A statement that does not apply is no reason to drop data.")
        .with(
            "trace_statements",
            traceStatements(),
            "In two groups: in one, statements for spans would not run on a span without events.")
        .with("log_statements", List.of(group("log", logStatements())));
  }

  /** Of spans and of their events apart: statements of one list all run where the last can. */
  private static List<DocumentTree> traceStatements() {
    List<String> spans = new ArrayList<>();
    List<String> events = new ArrayList<>();
    for (Shape pair : pairs()) {
      spans.add(replaceAll("span.attributes", pair));
      spans.add(replace("span.status.message", pair));
      events.add(replaceAll("spanevent.attributes", pair));
    }
    for (String shape : shapes()) {
      spans.add(replace("span.status.message", new Shape(shape, REDACTED)));
    }
    return List.of(group("span", spans), group("spanevent", events));
  }

  private static DocumentTree group(String context, List<String> statements) {
    return DocumentTree.tree("context", context).with("statements", statements);
  }

  private static List<String> logStatements() {
    List<String> all = new ArrayList<>();
    for (Shape pair : pairs()) {
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

  /** OTTL takes back slashes and quotes as Go does. */
  private static String ottl(String text) {
    return "\"" + literal(text.replace("\\", "\\\\").replace("\"", "\\\"")) + "\"";
  }

  /** A single dollar would be the collector's own substitution. */
  private static String literal(String text) {
    return text.replace("$", "$$");
  }

  private static String anyOf(Stream<String> names) {
    return names.map(name -> name.replace("_", BETWEEN)).collect(Collectors.joining("|"));
  }

  /** {@code card_number} as {@code CardNumber}. */
  private static String camel(String name) {
    return Stream.of(name.split("_", -1))
        .map(CollectorRedaction::capital)
        .collect(Collectors.joining());
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
  }
}
