/** Characters of text: encodings, look-alike letters, keywords, positions and replacements. */
@NullMarked
package dev.intentobserve.parser.text;

import org.jspecify.annotations.NullMarked;
