/** TODO. */
@NullMarked
package dev.intentobserve.ingest.pipeline;

import org.jspecify.annotations.NullMarked;
