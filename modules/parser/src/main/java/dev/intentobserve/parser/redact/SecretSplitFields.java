package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.redact.SecretFieldNames.Sensitivity;
import dev.intentobserve.parser.text.DecodedText;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets split over two fields of an object or two attributes of a tag, {@code
 * "name":"password","value":"x"}, in either order, in text that is not parsed as JSON; and names
 * before their values in a list, {@code ["password","x"]}.
 */
final class SecretSplitFields {
  static final Set<String> NAME_FIELDS = SecretRules.ALL.lower("name-field");
  static final Set<String> VALUE_FIELDS = SecretRules.ALL.lower("value-field");
  private static final BitSet NAMES =
      SecretRules.ALL.numbers("name", "distinct", "doubtful", "query");
  private static final int MAX_NAME_LENGTH = 64;

  /** A field, or a bracket that begins or ends the object. */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)[{}<>]|(?<![a-z0-9_-])("
              + String.join("|", NAME_FIELDS)
              + "|"
              + String.join("|", VALUE_FIELDS)
              + ")[\"']?\\s{0,8}+[:=]\\s{0,8}+"
              + "(?:\"((?:[^\"\\\\]|\\\\.){0,65536}+)\"|'([^'\\\\]{0,65536}+)'|([^\\s\"',;{}<>\\[\\]]{1,256}+))");

  private static final Pattern MEMBERS =
      Pattern.compile(
          "(?<![A-Za-z0-9])[\"']([A-Za-z_][A-Za-z0-9_ .-]{1,63}+)[\"']\\s{0,8}+,\\s{0,8}+"
              + "(?=(?:\"((?:[^\"\\\\]|\\\\.){1,65536}+)\"|'([^'\\\\]{1,65536}+)'))");

  private SecretSplitFields() {}

  static boolean mayMatch(BitSet activeRules) {
    return activeRules.intersects(NAMES);
  }

  static void find(DecodedText layer, RedactionSpans spans) {
    fields(layer, spans);
    members(layer, spans);
  }

  private static void fields(DecodedText layer, RedactionSpans spans) {
    Matcher field = FIELD.matcher(layer.text());
    int[] valueRange = null;
    Sensitivity sensitivity = Sensitivity.HARMLESS;
    while (field.find()) {
      if (field.group(1) == null) {
        valueRange = null;
        sensitivity = Sensitivity.HARMLESS;
        continue;
      }
      String key = field.group(1).toLowerCase(Locale.ROOT);
      if (NAME_FIELDS.contains(key)) {
        int[] name = valueAt(field);
        sensitivity = sensitivity.or(named(layer.text().substring(name[0], name[1])));
      }
      valueRange = VALUE_FIELDS.contains(key) ? valueAt(field) : valueRange;
      if (valueRange != null
          && secret(sensitivity, layer.text().substring(valueRange[0], valueRange[1]))) {
        spans.add(layer, valueRange[0], valueRange[1]);
        valueRange = null;
      }
    }
  }

  private static boolean secret(Sensitivity sensitivity, String value) {
    return sensitivity == Sensitivity.SECRET
        || (sensitivity == Sensitivity.DOUBTFUL && !OrdinaryText.harmless(value));
  }

  private static void members(DecodedText layer, RedactionSpans spans) {
    Matcher member = MEMBERS.matcher(layer.text());
    while (member.find()) {
      int group = member.group(2) == null ? 3 : 2;
      if (follows(member.group(1), member.group(group))) {
        spans.add(layer, member.start(group), member.end(group));
      }
    }
  }

  /** Whether, in a list, the second text is the value of the first and not just another name. */
  static boolean follows(String name, String value) {
    return SecretFieldNames.classify(name) == Sensitivity.SECRET
        && name.length() <= MAX_NAME_LENGTH
        && !OrdinaryText.plain(value)
        && SecretFieldNames.classify(value) == Sensitivity.HARMLESS;
  }

  /** How secret the value of another field is that this text names; sentences name nothing. */
  static Sensitivity named(String name) {
    boolean sentence = name.length() > MAX_NAME_LENGTH || name.strip().split("\\s+", -1).length > 3;
    return sentence ? Sensitivity.HARMLESS : SecretFieldNames.classify(name);
  }

  private static int[] valueAt(Matcher field) {
    int group = field.group(2) != null ? 2 : field.group(3) != null ? 3 : 4;
    return new int[] {field.start(group), field.end(group)};
  }
}
