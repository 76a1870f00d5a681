package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.Href;

/**
 * One number on the first page.
 *
 * @param note the unit, or what the number is computed from
 * @param href the events behind the number
 */
public record MetricTile(String subject, String value, String note, Href href) {}
