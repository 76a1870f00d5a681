package dev.intentobserve.reading;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that are known by their looks. Every quantifier is bounded or possessive, and a match can
 * begin only where a run of token characters begins, so that hostile text costs linear time.
 */
final class SecretShapes {
  private static final String RUN_BEGINS = "(?<![A-Za-z0-9_-])";

  private static final Pattern JWT =
      Pattern.compile(
          RUN_BEGINS + "eyJ[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_-]{4,}+(?:\\.[A-Za-z0-9_-]*+){0,3}+");

  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)(?<![a-z0-9])((?:bearer|basic)(?:[ \\t+]|%20){1,8})([a-z0-9._~+/-]{8,}+={0,4})");

  private static final Pattern KEY =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?:(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Z])"
              + "|gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_[A-Za-z0-9_]{16,255}"
              + "|glpat-[A-Za-z0-9_-]{16,255}|xox[abeoprs]-[A-Za-z0-9-]{8,255}"
              + "|(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,255}|whsec_[A-Za-z0-9+/=]{16,255}"
              + "|AIza[0-9A-Za-z_-]{30,64}|npm_[A-Za-z0-9]{30,64}|hf_[A-Za-z0-9]{30,64}"
              + "|SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,128})");

  /** Also a plain word such as {@code sk-learn-pipeline-refactoring}: judged by {@link #random}. */
  private static final Pattern SK = Pattern.compile(RUN_BEGINS + "sk-[A-Za-z0-9_-]{12,}+");

  /** The password of {@code curl -u name:password} and {@code mysql -ppassword}. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "((?<![A-Za-z0-9])(?:curl|wget|http)\\b[^\\n|;]{0,200}? (?:-u|--user|--proxy-user)[ =]"
              + "[\"']?[^\\s:\"']{1,64}:|(?<![A-Za-z0-9])(?:mysql|mariadb|mysqldump|sshpass)\\b"
              + "[^\\n|;]{0,200}? -p)([^\\s\"']{1,256})");

  private static final Pattern TAG =
      Pattern.compile("<([A-Za-z][A-Za-z0-9_.:-]{2,63})>([^<]{1,4096})(?=</)");

  /** A line of a key file, its first line cut off. */
  private static final Pattern BARE = Pattern.compile("\\s*[A-Za-z0-9+/_-]{24,}+={0,2}\\s*");

  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_END = "-----END ";

  private SecretShapes() {}

  static String clean(String text) {
    String clean = text.contains("eyJ") ? JWT.matcher(text).replaceAll(Redactor.REDACTED) : text;
    clean = SCHEME.matcher(clean).replaceAll(SecretShapes::scheme);
    clean = KEY.matcher(clean).replaceAll(Redactor.REDACTED);
    clean = COMMAND.matcher(clean).replaceAll(m -> literal(m.group(1) + Redactor.REDACTED));
    clean = clean.contains("</") ? TAG.matcher(clean).replaceAll(SecretShapes::tag) : clean;
    return clean.contains("sk-")
        ? SK.matcher(clean)
            .replaceAll(m -> random(m.group().substring(3)) ? Redactor.REDACTED : m.group())
        : clean;
  }

  /** Whether this is one long random word and nothing else. */
  static boolean bare(String text) {
    return text.length() < 512 && BARE.matcher(text).matches() && random(text.strip());
  }

  private static String tag(MatchResult match) {
    boolean secret = SecretKeys.matches(match.group(1)) && !match.group(2).isBlank();
    return literal(secret ? "<" + match.group(1) + ">" + Redactor.REDACTED : match.group());
  }

  private static String literal(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  /** Whole blocks; one that does not end goes to the end of the text. */
  static String pem(String text) {
    int begin = text.indexOf(PEM_BEGIN);
    if (begin < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    while (begin >= 0) {
      out.append(text, done, begin).append(Redactor.REDACTED);
      int end = text.indexOf(PEM_END, begin);
      int dashes = end < 0 ? -1 : text.indexOf("-----", end + PEM_END.length());
      done = dashes < 0 ? text.length() : dashes + 5;
      begin = text.indexOf(PEM_BEGIN, done);
    }
    return out.append(text, done, text.length()).toString();
  }

  private static String scheme(MatchResult match) {
    boolean basic = match.group(1).regionMatches(true, 0, "basic", 0, 5);
    String token = match.group(2);
    boolean secret = basic ? token.indexOf('-') < 0 && random(token) : !words(token);
    String kept = secret ? match.group(1) + Redactor.REDACTED : match.group();
    return literal(kept);
  }

  /** Words of letters, as in {@code bearer authentication} or {@code Bearer token-handling}. */
  private static boolean words(String token) {
    int run = 0;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      boolean letter = Character.isLowerCase(c) || (run == 0 && Character.isUpperCase(c));
      if (!letter && c != '-' && c != '/' && c != '.') {
        return false;
      }
      run = letter ? run + 1 : 0;
      if (run > 20) {
        return false;
      }
    }
    return true;
  }

  private static boolean random(String token) {
    return !words(token);
  }
}
