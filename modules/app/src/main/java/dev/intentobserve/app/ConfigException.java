package dev.intentobserve.app;

/**
 * The configuration cannot be used. The message names the key, its value and where it was set; the
 * process ends with exit code 12.
 */
final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
