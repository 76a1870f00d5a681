package dev.intentobserve.app;

/** Which build this is, as its jar tells. */
final class Build {
  private Build() {}

  static String version() {
    String version = Build.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
