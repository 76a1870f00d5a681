package dev.intentobserve.app.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Whether a path or a query can be read in one way only; pure. Rights are judged by the path, and
 * proxies and this server must not see two different ones in it.
 */
public final class PathCheck {
  /** A backslash is a slash to some, and what stands behind a semicolon no part of a name. */
  private static final Pattern SLASH = Pattern.compile("[/\\\\]|%5[Cc]");

  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private PathCheck() {}

  /** Whether every {@code %} begins two hex digits. */
  public static boolean isPercentEncoded(String text) {
    return !STRAY_PERCENT.matcher(text).find();
  }

  /**
   * Whether it leads nowhere else than it says. A slash that is encoded is part of a name, for the
   * router as well: ids of entities may be paths.
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
