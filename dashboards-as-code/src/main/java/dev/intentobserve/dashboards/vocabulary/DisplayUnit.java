package dev.intentobserve.dashboards.vocabulary;

/** The unit that a number is shown in. */
public enum DisplayUnit {
  COUNT("short"),
  PER_SECOND("cps"),
  SECONDS("s"),
  MILLISECONDS("ms"),
  BYTES("bytes"),
  BYTES_PER_SECOND("Bps"),
  /** A share from 0 to 1, shown in percent. */
  SHARE("percentunit"),
  /** A ratio that may be negative or above one, such as the rest of an error budget. */
  RATIO("percentunit"),
  DOLLARS("currencyUSD"),
  /** Seconds since 1970, shown as the time that has passed since. */
  AGO("dateTimeFromNow"),
  /** A number without a dimension: a score, a factor. */
  PLAIN("none");

  private final String code;

  DisplayUnit(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
