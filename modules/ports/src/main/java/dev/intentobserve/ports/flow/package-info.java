/** TODO. */
@NullMarked
package dev.intentobserve.ports.flow;

import org.jspecify.annotations.NullMarked;
