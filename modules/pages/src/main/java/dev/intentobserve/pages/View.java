package dev.intentobserve.pages;

/**
 * A page, before it has a frame around it.
 *
 * @param title for the window and as the page's heading for readers of screens
 * @param section the word of the navigation that is marked; empty for none
 */
record View(int status, String title, String section, Html main) {
  static View of(String title, String section, Html main) {
    return new View(200, title, section, main);
  }
}
