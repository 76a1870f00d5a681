package dev.intentobserve.cli.render;

import dev.intentobserve.model.entity.Lifecycle;

/** Characters and colours of trees and states. */
public record TreeStyle(boolean unicode, boolean colour) {
  /** A drawing character, or what replaces it where there is only ASCII. */
  String glyph(String drawn, String ascii) {
    return unicode ? drawn : ascii;
  }

  String ellipsis() {
    return glyph("…", "...");
  }

  /** Colours padded text by the meaning of a state, a severity or the result of a check. */
  String state(String state, String padded) {
    return switch (state) {
      case "ok" -> paint("32", padded);
      case "critical" -> paint("31", padded);
      case "open", "warning" -> paint("33", padded);
      default ->
          switch (Lifecycle.tone(state)) {
            case GOOD -> paint("32", padded);
            case BAD -> paint("31", padded);
            case WARN, BUSY -> paint("33", padded);
            case PLAIN -> padded;
          };
    };
  }

  String strong(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
