/**
 * The ports that modules offer each other on the event bus, and the messages that pass through
 * them. A module knows these ports and no other module. Everything that can fail fails with a
 * {@link dev.intentobserve.ports.Fault}.
 */
@NullMarked
package dev.intentobserve.ports;

import org.jspecify.annotations.NullMarked;
