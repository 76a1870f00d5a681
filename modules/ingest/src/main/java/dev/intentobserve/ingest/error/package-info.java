/** Errors of receiving: what the sender is answered, and what is logged about it. */
@NullMarked
package dev.intentobserve.ingest.error;

import org.jspecify.annotations.NullMarked;
