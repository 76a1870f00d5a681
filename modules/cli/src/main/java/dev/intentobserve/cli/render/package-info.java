/** TODO. */
@NullMarked
package dev.intentobserve.cli.render;

import org.jspecify.annotations.NullMarked;
