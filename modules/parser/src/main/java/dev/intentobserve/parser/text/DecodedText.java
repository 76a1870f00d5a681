package dev.intentobserve.parser.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with one layer of encoding removed, and the original position of each character, so that a
 * match can be replaced in the text as it was written.
 */
public final class DecodedText {
  /** More nested encodings do not occur by accident. */
  private static final int LIMIT = 4;

  private final String text;

  /** The position of each character in the original text, and its end; null where nothing moved. */
  private final int @Nullable [] origins;

  DecodedText(String text, int @Nullable [] origins) {
    this.text = text;
    this.origins = origins;
  }

  /** The text itself and its decoded forms, the innermost last. */
  public static List<DecodedText> of(String text) {
    return of(text, CharacterScan.at(text));
  }

  public static List<DecodedText> of(String text, CharacterScan scan) {
    DecodedText layer = new DecodedText(text, null);
    if (!layer.hides(scan)) {
      return List.of(layer);
    }
    List<DecodedText> layers = new ArrayList<>();
    layers.add(layer);
    while (layers.size() <= LIMIT && layer.hides(CharacterScan.at(layer.text))) {
      layer = new TextDecoder(layer).decoded();
      layers.add(layer);
    }
    return layers;
  }

  private boolean hides(CharacterScan scan) {
    return scan.firstSpecial() >= 0 && new TextDecoder(this).changes(scan.firstSpecial());
  }

  /** The same text with its lines joined, because mail and terminals break long words. */
  public DecodedText joined() {
    StringBuilder out = new StringBuilder(text.length());
    int[] places = new int[text.length() + 1];
    boolean indent = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      indent = c == '\n' || c == '\r' || (indent && (c == ' ' || c == '\t'));
      if (!indent) {
        places[out.length()] = origin(i);
        out.append(c);
      }
    }
    places[out.length()] = origin(text.length());
    return new DecodedText(out.toString(), Arrays.copyOf(places, out.length() + 1));
  }

  public String text() {
    return text;
  }

  public int origin(int i) {
    return origins == null ? i : origins[i];
  }
}
