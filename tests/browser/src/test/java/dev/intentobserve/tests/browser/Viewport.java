package dev.intentobserve.tests.browser;

import com.microsoft.playwright.options.ColorScheme;

/**
 * How a page is viewed.
 *
 * @param script whether scripts run
 * @param width of the window in CSS pixels
 */
record Viewport(boolean script, ColorScheme scheme, int width, int height) {
  /** A laptop with a light theme. */
  static final Viewport PLAIN = new Viewport(true, ColorScheme.LIGHT, 1280, 900);

  Viewport withoutScript() {
    return new Viewport(false, scheme, width, height);
  }

  Viewport dark() {
    return new Viewport(script, ColorScheme.DARK, width, height);
  }

  /** The narrowest supported phone. */
  Viewport narrow() {
    return new Viewport(script, scheme, 360, 740);
  }

  /** A large screen. */
  Viewport wide() {
    return new Viewport(script, scheme, 1920, 1080);
  }
}
