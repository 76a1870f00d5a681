package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.text.CharacterRuns;
import dev.intentobserve.parser.text.DecodedText;
import java.util.regex.Pattern;

/** Logins in URLs and e-mail addresses, recognised by the text around them. */
final class SecretLogins {
  private static final int MAX_LOCAL_PART_LENGTH = 256;
  private static final int MAX_DOMAIN_LENGTH = 253;
  private static final int MAX_LOGIN_LENGTH = 2048;

  private static final Pattern BARE =
      Pattern.compile(
          "(?<![A-Za-z0-9._:/@-])([A-Za-z0-9._-]{1,64}+:([^\\s:@\"'<>/]{6,128}+))"
              + "@([A-Za-z][A-Za-z0-9.-]{0,252}+)(?=:\\d|/)");

  private SecretLogins() {}

  /** {@code ://user:pass@host}; scheme and host stay. */
  static void logins(DecodedText layer, RedactionSpans spans) {
    String text = layer.text();
    int scheme = text.indexOf("://");
    while (scheme >= 0) {
      int begin = scheme + 3;
      int at = loginEnd(text, begin);
      if (at > begin) {
        spans.add(layer, begin, at);
      }
      scheme = text.indexOf("://", Math.max(begin, at));
    }
  }

  /**
   * The last {@code @} of the authority, if there is a colon before it or the user is no ordinary
   * word but a token; else negative. A password may contain characters that end an authority; a
   * port may not.
   */
  private static int loginEnd(String text, int begin) {
    int end = Math.min(text.length(), begin + MAX_LOGIN_LENGTH);
    int authority = CharacterRuns.end(text, begin, MAX_LOGIN_LENGTH, c -> !endsAuthority(c));
    int at = text.lastIndexOf('@', authority - 1);
    if (at >= begin) {
      String login = text.substring(begin, at);
      return login.indexOf(':') >= 0 || !OrdinaryText.plain(login) ? at : -1;
    }
    int colon = text.indexOf(':', begin);
    return colon >= 0 && colon < authority ? passwordEnd(text, colon + 1, authority, end) : -1;
  }

  /** The last {@code @} of the word, if the text before {@code stop} is not a port. */
  private static int passwordEnd(String text, int from, int stop, int end) {
    boolean port = text.substring(from, stop).chars().allMatch(Character::isDigit);
    if (port || stop == end || "/?#".indexOf(text.charAt(stop)) < 0) {
      return -1;
    }
    int at = -1;
    for (int i = stop; i < end && !endsWord(text.charAt(i)); i++) {
      at = text.charAt(i) == '@' ? i : at;
    }
    return at;
  }

  private static boolean endsAuthority(int c) {
    return endsWord(c) || "/?#".indexOf(c) >= 0;
  }

  private static boolean endsWord(int c) {
    return Character.isWhitespace(c) || "\"'<>\\".indexOf(c) >= 0;
  }

  /** {@code user:password@host:port} without a scheme; not {@code image:tag@sha256:...}. */
  static void bareLogins(DecodedText layer, RedactionSpans spans) {
    spans.addEach(
        layer,
        BARE,
        1,
        login -> !OrdinaryText.plain(login.group(2)) && !login.group(3).startsWith("sha"));
  }

  static void emails(DecodedText layer, RedactionSpans spans) {
    String text = layer.text();
    int done = 0;
    for (int i = text.indexOf('@'); i >= 0; i = text.indexOf('@', i + 1)) {
      int begin = localPart(text, i, done);
      int end = domainEnd(text, i + 1);
      if (begin < i && end > i + 1 && !text.substring(begin, i).equals("git")) {
        spans.add(layer, begin, end);
        done = end;
        i = end - 1;
      }
    }
  }

  private static int localPart(String text, int at, int done) {
    int most = Math.min(MAX_LOCAL_PART_LENGTH, at - done);
    return CharacterRuns.begin(
        text, at, most, c -> Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0);
  }

  /** The end of a domain with at least two labels, the last one of letters; else negative. */
  private static int domainEnd(String text, int begin) {
    int last = CharacterRuns.end(text, begin, MAX_DOMAIN_LENGTH, SecretLogins::isDomain);
    int end = CharacterRuns.begin(text, last, last - begin, c -> !Character.isLetterOrDigit(c));
    int dot = CharacterRuns.begin(text, end, end - begin, c -> c != '.') - 1;
    boolean letters = dot > begin && end - dot > 2 && Character.isLetter(text.charAt(dot + 1));
    return letters ? end : -1;
  }

  private static boolean isDomain(int c) {
    return c == '.' || c == '-' || Character.isLetterOrDigit(c);
  }
}
