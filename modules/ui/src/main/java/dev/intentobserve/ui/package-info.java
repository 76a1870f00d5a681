/**
 * Web pages: what happens now, and one intent from end to end. Every page calls the public API of
 * this very server with the viewer's own key, so it can show and do nothing that the key does not
 * allow. The module has no ports and no state; faults of the API become pages with its status.
 */
@NullMarked
package dev.intentobserve.ui;

import org.jspecify.annotations.NullMarked;
