/** TODO. */
@NullMarked
package dev.intentobserve.api.http;

import org.jspecify.annotations.NullMarked;
