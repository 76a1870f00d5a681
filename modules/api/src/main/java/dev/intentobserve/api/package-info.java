/**
 * What people look through: the read API, the Zipkin API, live streams and pages, all answered from
 * the record. It changes nothing, so it can be asked at any time.
 */
@NullMarked
package dev.intentobserve.api;

import org.jspecify.annotations.NullMarked;
