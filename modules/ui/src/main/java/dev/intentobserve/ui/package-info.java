/**
 * Pages for a browser: what goes on now, and one intent from end to end. Every page asks the public
 * API of this very server, as whoever looks at it, so that a page shows and does nothing that a
 * script could not. It keeps nothing and decides nothing.
 */
@NullMarked
package dev.intentobserve.ui;

import org.jspecify.annotations.NullMarked;
