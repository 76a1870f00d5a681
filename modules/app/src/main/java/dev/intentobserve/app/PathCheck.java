package dev.intentobserve.app;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Whether a path or a query can be read in one way only; pure. Rights are judged by the path, and
 * proxies and this server must not see two different ones in it.
 */
final class PathCheck {
  /** A backslash is a slash to some, and what stands behind a semicolon no part of a name. */
  private static final Pattern SLASH = Pattern.compile("[/\\\\]");

  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private PathCheck() {}

  /** Whether every {@code %} begins two hex digits. */
  static boolean isPercentEncoded(String text) {
    return !STRAY_PERCENT.matcher(text).find();
  }

  /**
   * Whether it leads nowhere else than it says.
   *
   * @param path percent-encoded
   */
  static boolean isStraight(String path) {
    String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    return decoded.chars().noneMatch(Character::isISOControl)
        && Arrays.stream(SLASH.split(decoded, -1)).noneMatch(PathCheck::isDots);
  }

  private static boolean isDots(String segment) {
    int semicolon = segment.indexOf(';');
    String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
    return name.equals(".") || name.equals("..");
  }
}
