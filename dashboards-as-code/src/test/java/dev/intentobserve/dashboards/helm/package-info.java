/**
 * The chart of phase 3, rendered by Helm's own engine and held against what others expect of it.
 */
package dev.intentobserve.dashboards.helm;
