/**
 * The pure mind of the front door: splits bytes into records, parses, normalises and sanitises
 * them, and follows files by content. Nothing here knows the network, the bus or the clock, so the
 * same reading serves the server and the command line alike.
 */
@NullMarked
package dev.intentobserve.parser;

import org.jspecify.annotations.NullMarked;
