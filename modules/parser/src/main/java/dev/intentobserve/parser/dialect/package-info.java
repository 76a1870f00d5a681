/** TODO. */
@NullMarked
package dev.intentobserve.parser.dialect;

import org.jspecify.annotations.NullMarked;
