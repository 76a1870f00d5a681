package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.redact.SecretFieldNames.Sensitivity;
import dev.intentobserve.parser.text.CharacterRuns;
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

  /** As many as the expressions allow. */
  private static final int MAX_BLANKS = 8;

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

  /** Expressions are tried only where the text has what every match of them contains. */
  static void find(DecodedText layer, RedactionSpans spans) {
    if (anywhere(layer.text(), ":=", SecretSplitFields::afterValueField)) {
      fields(layer, spans);
    }
    if (anywhere(layer.text(), ",", SecretSplitFields::betweenQuotes)) {
      members(layer, spans);
    }
  }

  private interface Place {
    boolean in(String text, int at);
  }

  private static boolean anywhere(String text, String characters, Place place) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0 && place.in(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean afterValueField(String text, int at) {
    int blank = CharacterRuns.begin(text, at, MAX_BLANKS, SecretSplitFields::blank);
    int end = quote(text, blank - 1) ? blank - 1 : blank;
    for (String field : VALUE_FIELDS) {
      if (text.regionMatches(true, end - field.length(), field, 0, field.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean betweenQuotes(String text, int at) {
    return quote(text, CharacterRuns.begin(text, at, MAX_BLANKS, SecretSplitFields::blank) - 1)
        && quote(text, CharacterRuns.end(text, at + 1, MAX_BLANKS, SecretSplitFields::blank));
  }

  private static boolean quote(String text, int i) {
    return i >= 0 && i < text.length() && (text.charAt(i) == '"' || text.charAt(i) == '\'');
  }

  private static boolean blank(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
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
    Sensitivity sensitivity =
        name.length() > MAX_NAME_LENGTH ? Sensitivity.HARMLESS : SecretFieldNames.classify(name);
    boolean sentence =
        sensitivity != Sensitivity.HARMLESS && name.strip().split("\\s+", -1).length > 3;
    return sentence ? Sensitivity.HARMLESS : sensitivity;
  }

  private static int[] valueAt(Matcher field) {
    int group = field.group(2) != null ? 2 : field.group(3) != null ? 3 : 4;
    return new int[] {field.start(group), field.end(group)};
  }
}
