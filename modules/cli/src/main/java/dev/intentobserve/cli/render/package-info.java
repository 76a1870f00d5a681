/** Writes JSON, tables and trees for a terminal; every text from outside is made safe. */
@NullMarked
package dev.intentobserve.cli.render;

import org.jspecify.annotations.NullMarked;
