package dev.intentobserve.dashboards.vocabulary;

/** The colours we use, by the word for them. */
public enum Colour {
  GREEN("green"),
  EMERALD("#10b981"),
  BLUE("blue"),
  AMBER("orange"),
  RED("red"),
  /** The colour of plain text: neither good nor bad. */
  NEUTRAL("text");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
