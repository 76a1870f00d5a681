/** The file receiver: follows files of JSON lines and commits its position with the records. */
@NullMarked
package dev.intentobserve.ingest.file;

import org.jspecify.annotations.NullMarked;
