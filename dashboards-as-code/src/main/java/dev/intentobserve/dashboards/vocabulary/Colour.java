package dev.intentobserve.dashboards.vocabulary;

/** Colours by what they say. */
public enum Colour {
  GREEN("green"),
  EMERALD("#10b981"),
  BLUE("blue"),
  AMBER("orange"),
  RED("red"),
  /** Says nothing. */
  NEUTRAL("text");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  /** As Grafana writes it. */
  public String code() {
    return code;
  }
}
