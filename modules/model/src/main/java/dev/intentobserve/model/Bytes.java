package dev.intentobserve.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Immutable bytes, equal by content. */
public final class Bytes {
  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Takes the array over; the caller must not touch it again. */
  public static Bytes of(byte[] array) {
    return new Bytes(array);
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] array() {
    return array;
  }

  public int length() {
    return array.length;
  }

  /** As UTF-8 text; bad bytes read as U+FFFD. */
  public String text() {
    return new String(array, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return array.length + " bytes";
  }
}
