package dev.intentobserve.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with one coating of encodings taken off, and where each of its characters comes from. What
 * is found in the layer is replaced in the text it was made of.
 */
final class Layer {
  /** An encoding of an encoding of an encoding: deeper than anybody writes by accident. */
  private static final int MOST = 4;

  private final String text;

  /** The place of each character in the first text, and the end; null where nothing moved. */
  private final int @Nullable [] origins;

  Layer(String text, int @Nullable [] origins) {
    this.text = text;
    this.origins = origins;
  }

  /** The text itself and what comes to light beneath it, the innermost last. */
  static List<Layer> of(String text) {
    return of(text, Glance.at(text));
  }

  static List<Layer> of(String text, Glance glance) {
    Layer layer = new Layer(text, null);
    if (!layer.hides(glance)) {
      return List.of(layer);
    }
    List<Layer> layers = new ArrayList<>();
    layers.add(layer);
    while (layers.size() <= MOST && layer.hides(Glance.at(layer.text))) {
      layer = new Decoder(layer).decoded();
      layers.add(layer);
    }
    return layers;
  }

  private boolean hides(Glance glance) {
    return glance.firstOdd() >= 0 && new Decoder(this).changes(glance.firstOdd());
  }

  /** The same text with its lines joined: mail and terminals break long words. */
  Layer joined() {
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
    return new Layer(out.toString(), Arrays.copyOf(places, out.length() + 1));
  }

  String text() {
    return text;
  }

  int origin(int i) {
    return origins == null ? i : origins[i];
  }
}
