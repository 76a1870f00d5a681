/** TODO. */
@NullMarked
package dev.intentobserve.model.entity;

import org.jspecify.annotations.NullMarked;
