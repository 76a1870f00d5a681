/** TODO. */
@NullMarked
package dev.intentobserve.app.access;

import org.jspecify.annotations.NullMarked;
