/**
 * Bytes to events: splits a body into records, parses, normalises and redacts each of them. Pure:
 * no network, bus or clock, so the service and the command line share it. A record that cannot be
 * read is a {@link dev.intentobserve.parser.ParseResult.Refused}, never an exception.
 */
@NullMarked
package dev.intentobserve.parser;

import org.jspecify.annotations.NullMarked;
