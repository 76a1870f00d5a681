package dev.intentobserve.browser;

import com.microsoft.playwright.options.ColorScheme;

/**
 * Who looks, and at what.
 *
 * @param script whether scripts run
 * @param width of the window in CSS pixels
 */
record Eyes(boolean script, ColorScheme scheme, int width, int height) {
  /** A laptop by day. */
  static final Eyes PLAIN = new Eyes(true, ColorScheme.LIGHT, 1280, 900);

  Eyes withoutScript() {
    return new Eyes(false, scheme, width, height);
  }

  Eyes dark() {
    return new Eyes(script, ColorScheme.DARK, width, height);
  }

  /** The narrowest telephone there is a promise for. */
  Eyes narrow() {
    return new Eyes(script, scheme, 360, 740);
  }

  /** A projector, or a large screen on a wall. */
  Eyes wide() {
    return new Eyes(script, scheme, 1920, 1080);
  }
}
