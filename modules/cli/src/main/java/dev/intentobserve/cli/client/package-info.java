/** TODO. */
@NullMarked
package dev.intentobserve.cli.client;

import org.jspecify.annotations.NullMarked;
