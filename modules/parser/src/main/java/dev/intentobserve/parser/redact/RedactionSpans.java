package dev.intentobserve.parser.redact;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.parser.text.DecodedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ranges of one text that are secrets, in any order; they may overlap. */
final class RedactionSpans {
  private record Span(int from, int to) {}

  private final String text;
  private final List<Span> spans = new ArrayList<>(0);

  RedactionSpans(String text) {
    this.text = text;
  }

  /** Adds a range of a layer at its original position. */
  void add(DecodedText layer, int from, int to) {
    if (from < to) {
      spans.add(whole(layer.origin(from), layer.origin(to)));
    }
  }

  /** Adds a group of every match that is a secret. */
  void addEach(DecodedText layer, Pattern pattern, int group, Predicate<MatchResult> secret) {
    Matcher match = pattern.matcher(layer.text());
    while (match.find()) {
      if (secret.test(match)) {
        add(layer, match.start(group), match.end(group));
      }
    }
  }

  /** The text with each range replaced; the same instance where there are none. */
  String applied() {
    if (spans.isEmpty()) {
      return text;
    }
    spans.sort(Comparator.comparingInt(Span::from));
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    for (Span span : spans) {
      if (span.from() >= done && !isMark(span)) {
        out.append(text, done, span.from()).append(Redaction.MARK);
      }
      done = isMark(span) ? done : Math.max(done, span.to());
    }
    return out.append(text, done, text.length()).toString();
  }

  private boolean isMark(Span span) {
    return span.to() - span.from() == Redaction.MARK.length()
        && text.startsWith(Redaction.MARK, span.from());
  }

  /** Extends a range that begins or ends inside an earlier mark, so that no mark is cut in two. */
  private Span whole(int from, int to) {
    int begin = markAround(from);
    int end = markAround(to);
    return new Span(begin < 0 ? from : begin, end < 0 ? to : end + Redaction.MARK.length());
  }

  /** Where the mark around this position begins; negative for none. */
  private int markAround(int place) {
    for (int i = Math.max(0, place - Redaction.MARK.length() + 1); i < place; i++) {
      if (text.startsWith(Redaction.MARK, i)) {
        return i;
      }
    }
    return -1;
  }
}
