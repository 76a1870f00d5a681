/**
 * The fragments of the first page. Each loads its part of the API and renders it; a fragment that
 * fails says so in its place and leaves the others alone, unless the viewer's key is rejected.
 */
@NullMarked
package dev.intentobserve.ui.live;

import org.jspecify.annotations.NullMarked;
