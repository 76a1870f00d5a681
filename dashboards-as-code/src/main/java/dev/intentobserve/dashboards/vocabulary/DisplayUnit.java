package dev.intentobserve.dashboards.vocabulary;

/** What a number counts. */
public enum DisplayUnit {
  COUNT("short"),
  /** Things a second. */
  PER_SECOND("cps"),
  SECONDS("s"),
  MILLISECONDS("ms"),
  BYTES("bytes"),
  BYTES_PER_SECOND("Bps"),
  /** A share, 0 to 1, shown in per cent. */
  SHARE("percentunit"),
  /** A share that may be negative or above one, such as what is left of a budget. */
  PART("percentunit"),
  DOLLARS("currencyUSD"),
  /** Seconds since 1970, shown as how long ago. */
  AGO("dateTimeFromNow"),
  /** A number without a dimension: a score, a factor. */
  PLAIN("none");

  private final String code;

  DisplayUnit(String code) {
    this.code = code;
  }

  /** As Grafana writes it. */
  public String code() {
    return code;
  }
}
