/** TODO. */
@NullMarked
package dev.intentobserve.api.event;

import org.jspecify.annotations.NullMarked;
