/** The reading part of Zipkin's v2 API, computed from the same trees as the traces. */
@NullMarked
package dev.intentobserve.api.zipkin;

import org.jspecify.annotations.NullMarked;
