/** TODO. */
@NullMarked
package dev.intentobserve.cli.command;

import org.jspecify.annotations.NullMarked;
