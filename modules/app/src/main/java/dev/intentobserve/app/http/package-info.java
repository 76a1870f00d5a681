/** TODO. */
@NullMarked
package dev.intentobserve.app.http;

import org.jspecify.annotations.NullMarked;
