/**
 * Tells people and machines about alerts, channel by channel: reads changes of alerts after a
 * durable cursor and moves it only once the channel took them, so a channel that is down loses
 * nothing.
 */
@NullMarked
package dev.intentobserve.notification;

import org.jspecify.annotations.NullMarked;
