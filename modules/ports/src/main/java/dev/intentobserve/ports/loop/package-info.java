/** Loops that read the record after a durable cursor, their back-off and their health. */
@NullMarked
package dev.intentobserve.ports.loop;

import org.jspecify.annotations.NullMarked;
