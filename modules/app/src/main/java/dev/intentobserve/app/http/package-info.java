/**
 * The HTTP servers: limits on connections and requests, the handlers before every route, the event
 * bus bridge, metrics and health, and the one place that turns failures into answers.
 */
@NullMarked
package dev.intentobserve.app.http;

import org.jspecify.annotations.NullMarked;
