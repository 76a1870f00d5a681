/** TODO. */
@NullMarked
package dev.intentobserve.ingest.bus;

import org.jspecify.annotations.NullMarked;
