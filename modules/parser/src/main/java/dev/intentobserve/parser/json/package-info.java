/** JSON text to values, within limits of depth and attributes. */
@NullMarked
package dev.intentobserve.parser.json;

import org.jspecify.annotations.NullMarked;
