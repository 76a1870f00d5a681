package dev.intentobserve.parser.text;

/**
 * What one pass over a text says about its characters. Ordinary text needs no further search, so it
 * costs little more than this pass.
 *
 * @param firstSpecial where an encoding may begin; negative for nowhere
 * @param longestRun the longest run of base64 characters
 * @param digits the number of digits
 * @param marked whether there is a character that some secrets cannot do without: a hyphen, an at
 *     sign, a pointed bracket, or a line break
 * @param word whether there are only letters, digits, hyphens, underscores and slashes
 */
public record CharacterScan(
    int firstSpecial, int longestRun, int digits, boolean marked, boolean word) {
  private static final byte RUN = 1;
  private static final byte DIGIT = 2;
  private static final byte SPECIAL = 4;
  private static final byte MARKED = 8;
  private static final byte[] KINDS = kinds();

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    for (char c = 0; c < 128; c++) {
      boolean special = c < ' ' || c > '~' || "%&\\=".indexOf(c) >= 0;
      boolean run = Character.isLetterOrDigit(c) || "+/_-".indexOf(c) >= 0;
      kinds[c] =
          (byte)
              ((special ? SPECIAL : 0)
                  | (run ? RUN : 0)
                  | (Character.isDigit(c) ? DIGIT : 0)
                  | ("-@<\n".indexOf(c) >= 0 ? MARKED : 0));
    }
    return kinds;
  }

  public static CharacterScan at(String text) {
    int special = -1;
    int longest = 0;
    int run = 0;
    int digits = 0;
    int all = 0;
    for (int i = 0; i < text.length(); i++) {
      byte kind = kind(text.charAt(i));
      run = (kind & RUN) == 0 ? 0 : run + 1;
      longest = Math.max(longest, run);
      digits += (kind >> 1) & 1;
      all |= kind;
      if ((kind & SPECIAL) != 0 && special < 0) {
        special = i;
      }
    }
    boolean marked = (all & MARKED) != 0;
    return new CharacterScan(special, longest, digits, marked, longest == text.length());
  }

  private static byte kind(char c) {
    return c < 128 ? KINDS[c] : SPECIAL;
  }

  /** Whether an encoding may begin with this character. */
  static boolean special(char c) {
    return (kind(c) & SPECIAL) != 0;
  }
}
