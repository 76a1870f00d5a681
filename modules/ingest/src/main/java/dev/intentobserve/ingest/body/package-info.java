/**
 * Bodies, before any record is parsed: decompressing them under a limit, and finding the records in
 * them. Pure code; errors are {@link dev.intentobserve.ingest.error.IngestException}.
 */
@NullMarked
package dev.intentobserve.ingest.body;

import org.jspecify.annotations.NullMarked;
