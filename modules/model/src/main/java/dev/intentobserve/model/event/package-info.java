/** TODO. */
@NullMarked
package dev.intentobserve.model.event;

import org.jspecify.annotations.NullMarked;
