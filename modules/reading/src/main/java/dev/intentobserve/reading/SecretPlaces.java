package dev.intentobserve.reading;

/** Secrets known by what stands around them: logins in URLs, e-mail addresses, card numbers. */
final class SecretPlaces {
  private static final int LONGEST_LOCAL_PART = 256;
  private static final int LONGEST_DOMAIN = 253;
  private static final int LONGEST_LOGIN = 2048;

  private SecretPlaces() {}

  /** {@code ://user:pass@host} keeps scheme and host. */
  static String logins(String text) {
    int scheme = text.indexOf("://");
    if (scheme < 0 || text.indexOf('@') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    while (scheme >= 0) {
      int begin = scheme + 3;
      int at = loginEnd(text, begin);
      if (at > begin && !text.substring(begin, at).equals(Redactor.REDACTED)) {
        out.append(text, done, begin).append(Redactor.REDACTED);
        done = at;
      }
      scheme = text.indexOf("://", Math.max(begin, at));
    }
    return out.append(text, done, text.length()).toString();
  }

  /** The last {@code @} of the authority, where a colon stands before it; else negative. */
  private static int loginEnd(String text, int begin) {
    int at = -1;
    boolean colon = false;
    int end = Math.min(text.length(), begin + LONGEST_LOGIN);
    for (int i = begin; i < end && !endsAuthority(text.charAt(i)); i++) {
      colon |= text.charAt(i) == ':';
      at = text.charAt(i) == '@' && colon ? i : at;
    }
    return at;
  }

  private static boolean endsAuthority(char c) {
    return Character.isWhitespace(c) || "/?#\"'<>\\".indexOf(c) >= 0;
  }

  static String emails(String text) {
    int done = 0;
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int after = afterAt(text, i);
      if (after < 0) {
        continue;
      }
      int begin = localPart(text, i, done);
      int end = domainEnd(text, after);
      if (begin < i && end > after && !text.substring(begin, i).equals("git")) {
        out.append(text, done, begin).append(Redactor.REDACTED);
        done = end;
        i = end - 1;
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  private static int afterAt(String text, int i) {
    if (text.charAt(i) == '@') {
      return i + 1;
    }
    return text.charAt(i) == '%' && text.startsWith("%40", i) ? i + 3 : -1;
  }

  private static int localPart(String text, int at, int done) {
    int i = at;
    while (i > done && at - i < LONGEST_LOCAL_PART && isLocal(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
  }

  /** The end of a domain of at least two labels, the last one of letters; else negative. */
  private static int domainEnd(String text, int begin) {
    int i = begin;
    while (i < text.length() && i - begin < LONGEST_DOMAIN && isDomain(text.charAt(i))) {
      i++;
    }
    while (i > begin && !Character.isLetterOrDigit(text.charAt(i - 1))) {
      i--;
    }
    int dot = i - 1;
    while (dot > begin && text.charAt(dot) != '.') {
      dot--;
    }
    boolean letters = dot > begin && i - dot > 2 && Character.isLetter(text.charAt(dot + 1));
    return letters ? i : -1;
  }

  private static boolean isDomain(char c) {
    return c == '.' || c == '-' || Character.isLetterOrDigit(c);
  }
}
