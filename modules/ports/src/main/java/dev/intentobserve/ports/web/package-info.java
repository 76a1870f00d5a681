/**
 * What the HTTP server and the modules that mount routes on it have to agree on: keys of the
 * routing context, the cookie with the API key, requests from other sites, unread request bodies.
 */
@NullMarked
package dev.intentobserve.ports.web;

import org.jspecify.annotations.NullMarked;
