/**
 * The dialects of events and what their fields mean: envelope, subject, parent, claims and time.
 */
@NullMarked
package dev.intentobserve.parser.dialect;

import org.jspecify.annotations.NullMarked;
