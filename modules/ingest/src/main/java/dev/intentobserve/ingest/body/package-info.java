/** TODO. */
@NullMarked
package dev.intentobserve.ingest.body;

import org.jspecify.annotations.NullMarked;
