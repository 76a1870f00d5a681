/** Traces, their spans, and the ids that are derived from entities. */
@NullMarked
package dev.intentobserve.model.trace;

import org.jspecify.annotations.NullMarked;
