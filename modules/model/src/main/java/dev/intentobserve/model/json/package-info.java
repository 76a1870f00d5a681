/** TODO. */
@NullMarked
package dev.intentobserve.model.json;

import org.jspecify.annotations.NullMarked;
