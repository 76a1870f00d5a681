package dev.intentobserve.reading;

/**
 * What one pass over a text tells of the characters in it. Ordinary text shows nothing that is
 * worth a closer look, and pays for little more than this pass.
 *
 * @param firstOdd where an encoding may begin; negative for nowhere
 * @param longestRun the longest run of letters as base64 has them
 * @param digits how many there are
 * @param word whether there are only letters, digits, hyphens, underscores and slashes
 */
record Glance(int firstOdd, int longestRun, int digits, boolean word) {
  private static final byte RUN = 1;
  private static final byte DIGIT = 2;
  private static final byte ODD = 4;
  private static final byte[] KINDS = kinds();

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    for (char c = 0; c < 128; c++) {
      boolean odd = c < ' ' || c > '~' || "%&\\=".indexOf(c) >= 0;
      boolean run = Character.isLetterOrDigit(c) || "+/_-".indexOf(c) >= 0;
      kinds[c] = odd ? ODD : Character.isDigit(c) ? (byte) (RUN | DIGIT) : run ? RUN : 0;
    }
    return kinds;
  }

  static Glance at(String text) {
    int odd = -1;
    int longest = 0;
    int run = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      byte kind = kind(text.charAt(i));
      run = (kind & RUN) == 0 ? 0 : run + 1;
      longest = Math.max(longest, run);
      digits += (kind >> 1) & 1;
      if (kind == ODD && odd < 0) {
        odd = i;
      }
    }
    return new Glance(odd, longest, digits, longest == text.length());
  }

  private static byte kind(char c) {
    return c < 128 ? KINDS[c] : ODD;
  }

  /** Whether an encoding may begin with this character. */
  static boolean odd(char c) {
    return kind(c) == ODD;
  }
}
