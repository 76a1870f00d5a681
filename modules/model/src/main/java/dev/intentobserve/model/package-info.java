/**
 * The nouns of the house: what a piece of work is called, how it is named and what may happen to
 * it. Everyone may use these types, and they use nobody: only the JDK and JSpecify are known here.
 * The package is flat because a sealed family has to live in one package.
 */
@NullMarked
package dev.intentobserve.model;

import org.jspecify.annotations.NullMarked;
