/**
 * Finds secrets in JSON, text and bytes and replaces them. {@code secret-rules.tsv} defines what a
 * secret is; the classes know where one can be.
 */
@NullMarked
package dev.intentobserve.parser.redact;

import org.jspecify.annotations.NullMarked;
