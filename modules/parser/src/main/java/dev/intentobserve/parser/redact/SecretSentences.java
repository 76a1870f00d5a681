package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.text.CharacterRuns;
import dev.intentobserve.parser.text.DecodedText;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/**
 * Secrets in sentences: "my password is x", "use token x", "x is the password". A value that could
 * be an ordinary word stays, unless the sentence says that it is the password.
 */
final class SecretSentences {
  private static final SecretRules RULES = SecretRules.ALL;
  private static final BitSet PROSE = RULES.numbers("prose");
  private static final Set<String> HEADS = RULES.partsOf("prose", "heads");
  private static final Set<String> BRIDGES = RULES.partsOf("prose", "bridges");
  private static final Set<String> FILLERS = RULES.partsOf("prose", "fillers");
  private static final Set<String> ORDINARY = RULES.partsOf("prose", "ordinary");

  /** Words that announce nothing alone: an error has a code, a map has keys. */
  private static final Set<String> COMPOUND =
      Set.of("key", "code", "codes", "number", "credential", "tokens", "pass");

  /** After these names even a plain word may be the secret. */
  private static final Set<String> PASSWORDS =
      Set.of(
          "password",
          "passphrase",
          "passcode",
          "passwd",
          "passwort",
          "kennwort",
          "senha",
          "contrasena");

  private static final Set<String> JOINTS = RULES.partsOf("prose", "joints");

  private static final Set<String> LEADING_BACK = Set.of("is", "was", "as", "ist");

  private static final int MAX_BETWEEN = 6;
  private static final int MAX_WORD_LENGTH = 32;
  private static final int MAX_VALUE_LENGTH = 4096;
  private static final int MIN_VALUE_LENGTH = 4;

  private final DecodedText layer;
  private final String text;
  private final RedactionSpans spans;

  private SecretSentences(DecodedText layer, RedactionSpans spans) {
    this.layer = layer;
    this.text = layer.text();
    this.spans = spans;
  }

  static void find(DecodedText layer, BitSet activeRules, RedactionSpans spans) {
    if (activeRules.intersects(PROSE)) {
      new SecretSentences(layer, spans).run();
    }
  }

  private void run() {
    String before = "";
    for (int i = 0; i < text.length(); ) {
      int end = wordEnd(i);
      if (end == i) {
        i++;
        continue;
      }
      String word =
          end - i > MAX_WORD_LENGTH ? "" : text.substring(i, end).toLowerCase(Locale.ROOT);
      if (announces(before, word)) {
        before(i);
        after(end, word);
      }
      before = word;
      i = end;
    }
  }

  private int wordEnd(int from) {
    return CharacterRuns.end(text, from, c -> Character.isLetterOrDigit(c) || c == '_');
  }

  private static boolean announces(String before, String word) {
    return COMPOUND.contains(word)
        ? SecretFieldNames.matches(before + " " + word)
        : HEADS.contains(word);
  }

  /** A value before the name: "... hunter2 as the password". */
  private void before(int head) {
    int at = head;
    for (int n = 0; n < 4; n++) {
      int end = blanksBefore(at);
      int begin = tokenBegin(end);
      String token = text.substring(begin, end).toLowerCase(Locale.ROOT);
      if (LEADING_BACK.contains(token)) {
        valueBefore(begin);
        return;
      }
      if (begin == end || !OrdinaryText.words(token)) {
        return;
      }
      at = begin;
    }
  }

  private void valueBefore(int at) {
    int last = blanksBefore(at);
    int first = valueBegin(last);
    String value = text.substring(first, last);
    if (telling(OrdinaryText.trimmed(value))) {
      note(first, value);
    }
  }

  private int blanksBefore(int at) {
    return CharacterRuns.begin(text, at, MAX_WORD_LENGTH, SecretSentences::blank);
  }

  private int tokenBegin(int end) {
    return CharacterRuns.begin(text, end, MAX_WORD_LENGTH, c -> !Character.isWhitespace(c));
  }

  private int valueBegin(int end) {
    return CharacterRuns.begin(
        text,
        end,
        MAX_VALUE_LENGTH,
        c -> !Character.isWhitespace(c) && "=&?\"'(<>{[,".indexOf(c) < 0);
  }

  /** After the name: the value directly, or words, one of {@link #BRIDGES}, and the value. */
  private void after(int head, String word) {
    int at = blanks(head);
    if (at == head || direct(at, word)) {
      return;
    }
    for (int n = 0; n < MAX_BETWEEN; n++) {
      int end = tokenEnd(at);
      String token = text.substring(at, end).toLowerCase(Locale.ROOT);
      if (bridges(token)) {
        value(blanks(end), word, n == 0 && !token.equals("to"));
        return;
      }
      if (token.isEmpty()
          || !OrdinaryText.words(token)
          || ".!?".indexOf(token.charAt(token.length() - 1)) >= 0) {
        return;
      }
      at = blanks(end);
    }
  }

  private static boolean bridges(String token) {
    int last = token.length() - 1;
    boolean announced = last > 0 && token.charAt(last) == ':';
    return BRIDGES.contains(token) || (announced && OrdinaryText.words(token.substring(0, last)));
  }

  private boolean direct(int at, String word) {
    int quoted = SecretValueEnd.citationEnd(text, at);
    if (quoted > 0 && PASSWORDS.contains(word)) {
      quoted(at + 1, quoted, false);
      return true;
    }
    String written = text.substring(at, SecretValueEnd.wordEnd(text, at));
    String value = OrdinaryText.trimmed(written);
    boolean digits = value.chars().anyMatch(Character::isDigit);
    boolean letters = value.chars().anyMatch(Character::isLetter);
    boolean number = !letters && !PASSWORDS.contains(word);
    boolean secret = digits && telling(value) && (number || (letters && value.length() >= 6));
    if (secret) {
      note(at, written);
    }
    return secret;
  }

  private void value(int from, String word, boolean adjacent) {
    int at = from;
    for (int n = 0; n < 3; n++) {
      int end = tokenEnd(at);
      if (!FILLERS.contains(text.substring(at, end).toLowerCase(Locale.ROOT))) {
        break;
      }
      at = blanks(end);
    }
    int quoted = SecretValueEnd.citationEnd(text, at);
    if (quoted > 0) {
      quoted(at + 1, quoted, adjacent || PASSWORDS.contains(word));
    } else {
      bare(at, word, adjacent && at == from);
    }
  }

  private void quoted(int from, int end, boolean believed) {
    String value = text.substring(from, end);
    boolean ordinary =
        ORDINARY.contains(value.toLowerCase(Locale.ROOT)) || OrdinaryText.harmlessWord(value);
    if (!OrdinaryText.blank(value) && !ordinary && (believed || !OrdinaryText.plain(value))) {
      spans.add(layer, from, end);
    }
  }

  private void bare(int at, String word, boolean adjacent) {
    String written = text.substring(at, SecretValueEnd.wordEnd(text, at));
    String value = OrdinaryText.trimmed(written);
    if (telling(value)) {
      note(at, written);
    } else if (adjacent && PASSWORDS.contains(word)) {
      int end = SecretValueEnd.clauseEnd(text, at);
      String clause = text.substring(at, end).strip();
      if (clause.equals(value) ? unusual(value) : phrase(clause)) {
        spans.add(layer, at, at + clause.length());
      }
    }
  }

  /** Four words or more, none of which connects the parts of a sentence. */
  private static boolean phrase(String clause) {
    String[] words = clause.split("\\s+", -1);
    return words.length >= 4
        && Arrays.stream(words)
            .allMatch(
                word ->
                    OrdinaryText.words(word) && !JOINTS.contains(word.toLowerCase(Locale.ROOT)));
  }

  /** Looks random enough to be a secret on its own. */
  private static boolean telling(String value) {
    return value.length() >= MIN_VALUE_LENGTH
        && !value.startsWith("$")
        && !OrdinaryText.call(value)
        && !OrdinaryText.plain(value);
  }

  /** A word that rarely describes a password, so it is probably the password itself. */
  private static boolean unusual(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return word.length() >= MIN_VALUE_LENGTH
        && OrdinaryText.words(word)
        && !ORDINARY.contains(lower)
        && !OrdinaryText.harmlessWord(lower)
        && !lower.matches(".{1,64}(?:ed|ing|able|ible|ly|ory|ive|al|ent|ant)");
  }

  private void note(int at, String written) {
    String value = OrdinaryText.trimmed(written);
    int from = at + written.indexOf(value);
    spans.add(layer, from, from + value.length());
  }

  private int tokenEnd(int from) {
    return CharacterRuns.end(text, from, MAX_WORD_LENGTH, c -> !Character.isWhitespace(c));
  }

  private int blanks(int from) {
    return CharacterRuns.end(text, from, MAX_WORD_LENGTH, SecretSentences::blank);
  }

  private static boolean blank(int c) {
    return c == ' ' || c == '\t' || c == '\u00a0';
  }
}
