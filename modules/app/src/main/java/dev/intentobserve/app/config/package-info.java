/**
 * Reads YAML file and environment once into a validated {@link
 * dev.intentobserve.app.config.AppConfig}. Every key is listed once, in {@code config-keys.tsv};
 * every error names the key, its value and where it was set.
 */
@NullMarked
package dev.intentobserve.app.config;

import org.jspecify.annotations.NullMarked;
