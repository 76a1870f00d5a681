package dev.intentobserve.app.config;

/**
 * The configuration is invalid. The message names the key, its value and where it was set; the
 * process ends with exit code 12.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
