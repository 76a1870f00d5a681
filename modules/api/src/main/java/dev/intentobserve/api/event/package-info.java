/** Events and entities: lists, one event with its explanation, and their JSON. */
@NullMarked
package dev.intentobserve.api.event;

import org.jspecify.annotations.NullMarked;
