/** TODO. */
@NullMarked
package dev.intentobserve.api.zipkin;

import org.jspecify.annotations.NullMarked;
