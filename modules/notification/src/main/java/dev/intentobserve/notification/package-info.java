/**
 * Notifies people and machines about alerts, with one loop for each channel. Reads changes of
 * alerts after a durable cursor, and moves it only when the channel has accepted them or they are
 * given up. Asks the store's {@code AlertStorePorts}; publishes on {@code EventBusApi.ALERTS}.
 */
@NullMarked
package dev.intentobserve.notification;

import org.jspecify.annotations.NullMarked;
