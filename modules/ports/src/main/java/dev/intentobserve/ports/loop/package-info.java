/** TODO. */
@NullMarked
package dev.intentobserve.ports.loop;

import org.jspecify.annotations.NullMarked;
