package dev.intentobserve.app.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Whether a path or a query can be read in one way only; pure. Access is decided by the path, so
 * proxies and this server must understand it alike.
 */
public final class PathCheck {
  /** Some programs read a backslash as a slash, and cut a segment at a semicolon. */
  private static final Pattern SLASH = Pattern.compile("[/\\\\]|%5[Cc]");

  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private PathCheck() {}

  /** Whether every {@code %} begins two hex digits. */
  public static boolean isPercentEncoded(String text) {
    return !STRAY_PERCENT.matcher(text).find();
  }

  /**
   * Whether it has no segment {@code .} or {@code ..} and no control character. An encoded slash is
   * part of a segment, as for the router: ids of entities may be paths.
   *
   * @param path percent-encoded
   */
  public static boolean isStraight(String path) {
    return Arrays.stream(SLASH.split(path, -1))
        .map(PathCheck::decoded)
        .noneMatch(name -> isDots(name) || name.chars().anyMatch(Character::isISOControl));
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean isDots(String segment) {
    int semicolon = segment.indexOf(';');
    String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
    return name.equals(".") || name.equals("..");
  }
}
