/**
 * What all receivers share: admitting a request by its bytes, splitting and parsing its body,
 * appending through {@code StorePorts.APPEND}, and the receipts of the answer.
 */
@NullMarked
package dev.intentobserve.ingest.pipeline;

import org.jspecify.annotations.NullMarked;
