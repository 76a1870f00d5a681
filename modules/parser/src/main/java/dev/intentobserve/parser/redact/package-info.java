/** TODO. */
@NullMarked
package dev.intentobserve.parser.redact;

import org.jspecify.annotations.NullMarked;
