/** JSON values that keep every digit, and their compact text. */
@NullMarked
package dev.intentobserve.model.json;

import org.jspecify.annotations.NullMarked;
