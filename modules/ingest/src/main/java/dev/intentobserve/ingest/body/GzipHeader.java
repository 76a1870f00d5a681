package dev.intentobserve.ingest.body;

/** The header of a gzip member (RFC 1952, section 2.3), which can arrive in several pieces. */
final class GzipHeader {
  /**
   * Enough for any file name. Bounded because an incomplete header is read again with each piece.
   */
  static final int MAX_LENGTH = 8 << 10;

  private static final byte[] MAGIC = {0x1f, (byte) 0x8b, 8};
  private static final int FIXED = 10;
  private static final int CHECKSUM_FLAG = 2;
  private static final int EXTRA_FLAG = 4;
  private static final int NAME_FLAG = 8;
  private static final int COMMENT_FLAG = 16;
  private static final int INCOMPLETE = -1;

  private GzipHeader() {}

  /** Whether the bytes received so far can begin a member. */
  static boolean mayBegin(byte[] in, int from) {
    for (int i = 0; i < MAGIC.length && from + i < in.length; i++) {
      if (in[from + i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /** The length of the header in bytes; -1 if it is not complete yet. */
  static int length(byte[] in, int from) {
    if (in.length - from < FIXED) {
      return INCOMPLETE;
    }
    int flags = in[from + 3];
    int at = from + FIXED;
    at = (flags & EXTRA_FLAG) == 0 ? at : afterExtra(in, at);
    at = (flags & NAME_FLAG) == 0 ? at : afterZero(in, at);
    at = (flags & COMMENT_FLAG) == 0 ? at : afterZero(in, at);
    at = (flags & CHECKSUM_FLAG) == 0 || at < 0 ? at : at + 2;
    return at < 0 || at > in.length ? INCOMPLETE : at - from;
  }

  private static int afterExtra(byte[] in, int at) {
    if (at + 2 > in.length) {
      return INCOMPLETE;
    }
    return at + 2 + (in[at] & 0xff) + ((in[at + 1] & 0xff) << 8);
  }

  private static int afterZero(byte[] in, int from) {
    for (int at = from; from >= 0 && at < in.length; at++) {
      if (in[at] == 0) {
        return at + 1;
      }
    }
    return INCOMPLETE;
  }
}
