/** TODO. */
@NullMarked
package dev.intentobserve.ingest.file;

import org.jspecify.annotations.NullMarked;
