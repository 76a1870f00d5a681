/**
 * Between the browser and the API: requests and forms that come in, calls to this server's own API,
 * addresses of pages, static assets. Faults of the API stay what they are ({@link
 * dev.intentobserve.ui.http.ApiFault}); unreachable becomes 503, an unreadable answer 502.
 */
@NullMarked
package dev.intentobserve.ui.http;

import org.jspecify.annotations.NullMarked;
