/** TODO. */
@NullMarked
package dev.intentobserve.parser.json;

import org.jspecify.annotations.NullMarked;
