/** Keys and their roles: authentication of requests, and which role each path needs. */
@NullMarked
package dev.intentobserve.app.access;

import org.jspecify.annotations.NullMarked;
