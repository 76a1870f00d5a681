/**
 * Follows growing files line by line through rotation, truncation and copying. Only {@link
 * dev.intentobserve.tailing.FileFollower} is public; it blocks, so callers run it off the event
 * loop.
 */
@NullMarked
package dev.intentobserve.tailing;

import org.jspecify.annotations.NullMarked;
