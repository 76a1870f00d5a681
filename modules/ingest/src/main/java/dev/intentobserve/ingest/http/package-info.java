/** TODO. */
@NullMarked
package dev.intentobserve.ingest.http;

import org.jspecify.annotations.NullMarked;
