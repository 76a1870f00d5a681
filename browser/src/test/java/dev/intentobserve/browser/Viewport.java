package dev.intentobserve.browser;

import com.microsoft.playwright.options.ColorScheme;

/**
 * Who looks, and at what.
 *
 * @param script whether scripts run
 * @param width of the window in CSS pixels
 */
record Viewport(boolean script, ColorScheme scheme, int width, int height) {
  /** A laptop by day. */
  static final Viewport PLAIN = new Viewport(true, ColorScheme.LIGHT, 1280, 900);

  Viewport withoutScript() {
    return new Viewport(false, scheme, width, height);
  }

  Viewport dark() {
    return new Viewport(script, ColorScheme.DARK, width, height);
  }

  /** The narrowest telephone there is a promise for. */
  Viewport narrow() {
    return new Viewport(script, scheme, 360, 740);
  }

  /** A projector, or a large screen on a wall. */
  Viewport wide() {
    return new Viewport(script, scheme, 1920, 1080);
  }
}
