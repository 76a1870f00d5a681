/** Traces of intents: the list and the tree of each, read through the ports of store and trace. */
@NullMarked
package dev.intentobserve.api.trace;

import org.jspecify.annotations.NullMarked;
