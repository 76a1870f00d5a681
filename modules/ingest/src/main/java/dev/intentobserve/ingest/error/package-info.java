/** TODO. */
@NullMarked
package dev.intentobserve.ingest.error;

import org.jspecify.annotations.NullMarked;
