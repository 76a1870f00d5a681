package dev.intentobserve.model;

/** Characters outside the first plane take two {@code char}s, which must stay together. */
public final class Utf16 {
  private Utf16() {}

  /** At most the first {@code longest} chars; a character that would be halved is left out. */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }

  /** Whether the char at {@code i} is half a character whose other half is missing. */
  public static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
