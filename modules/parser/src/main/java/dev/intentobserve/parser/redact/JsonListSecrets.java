package dev.intentobserve.parser.redact;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.text.TextEdits;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Secrets in a list: a member may announce the next one, {@code ["--password", "x"]}, {@code
 * ["token", "x"]}, or the list holds the arguments of a program.
 */
final class JsonListSecrets {
  private static final BitSet COMMANDS = SecretRules.ALL.numbers("command");
  private static final int MAX_ARGUMENTS = 256;

  /** The program may come after others: {@code ["sudo", "-u", "db", "mysql", ...]}. */
  private static final int MAX_BEFORE_PROGRAM = 4;

  private record Member(int index, String text, int from, int to) {}

  private final List<Member> arguments = new ArrayList<>(0);
  private int seen;
  private String before = "";
  private boolean program;
  private boolean otherMeaning;

  /** Whether the previous member says that this one is a secret. */
  boolean announced(String text) {
    if (before.isEmpty() || OrdinaryText.blank(text)) {
      return false;
    }
    if (before.charAt(0) != '-') {
      return SecretSplitFields.follows(before, text);
    }
    boolean single = before.equals("-p") || before.equals("-P") || before.equals("-w");
    return single
        ? !otherMeaning && SecretArguments.random(text)
        : text.charAt(0) != '-' && SecretArguments.announces(option(before), text);
  }

  private static String option(String text) {
    return text.startsWith("--") ? text.substring(2) : text.substring(1);
  }

  /** Takes the next member, and tells whether the list holds the arguments of a program. */
  boolean arguments(String text) {
    if (!program && seen < MAX_BEFORE_PROGRAM) {
      program =
          text.indexOf(':') >= 0 || SecretRules.ALL.rulesForPart(text + " ").intersects(COMMANDS);
    }
    otherMeaning |= seen < MAX_ARGUMENTS && SecretArguments.meansOther(text);
    before = text;
    seen++;
    return program && arguments.size() < MAX_ARGUMENTS;
  }

  void argument(String kept, int from, int to) {
    arguments.add(new Member(seen - 1, kept, from, to));
  }

  void other() {
    before = "";
    seen++;
  }

  /** Checks the list a second time as the one command line it would be in a shell. */
  void redactFound(List<Json> values, TextEdits edits) {
    if (arguments.size() < 2) {
      return;
    }
    String line = String.join(" ", arguments.stream().map(Member::text).toList());
    List<int[]> secrets = SecretArguments.ofCommands(line);
    int begin = 0;
    for (Member member : arguments) {
      int end = begin + member.text().length();
      for (int[] secret : secrets) {
        if (secret[0] >= begin && secret[0] < end) {
          replace(member, secret[0] - begin, values, edits);
        }
      }
      begin = end + 1;
    }
  }

  private static void replace(Member member, int from, List<Json> values, TextEdits edits) {
    Json clean = new Json.Text(member.text().substring(0, from) + Redaction.MARK);
    if (!member.text().startsWith(Redaction.MARK, from)) {
      edits.replace(member.from(), member.to(), clean.encode());
      values.set(member.index(), clean);
    }
  }
}
