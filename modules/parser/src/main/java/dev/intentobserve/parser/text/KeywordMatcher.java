package dev.intentobserve.parser.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of many words occur in a text, in one pass and in any ASCII case (Aho-Corasick
 * automaton). Ordinary text costs only this pass, however many rules there are.
 */
public final class KeywordMatcher {
  private static final int OTHER = 0;

  /** Marks a transition to a state in which words end. */
  private static final int REPORTS = Integer.MIN_VALUE;

  /** The column of each ASCII character; characters that occur in no word share {@link #OTHER}. */
  private final int[] columns = new int[128];

  private final int width;
  private final int[] next;
  private final BitSet[] found;

  /**
   * @param words each word with the numbers to report when it occurs
   */
  public KeywordMatcher(Map<String, BitSet> words) {
    this.width = columns(words.keySet());
    List<int[]> rows = new ArrayList<>();
    List<BitSet> reports = new ArrayList<>();
    row(rows, reports);
    words.forEach((word, numbers) -> reports.get(insert(word, rows, reports)).or(numbers));
    link(rows, reports);
    this.next = rows.stream().flatMapToInt(Arrays::stream).toArray();
    this.found = reports.toArray(BitSet[]::new);
  }

  /** The numbers of all words that occur in the text. */
  public BitSet in(String text) {
    @Nullable BitSet seen = null;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      at = next[(at & ~REPORTS) + (c < 128 ? columns[c] : OTHER)];
      if (at < 0) {
        seen = seen == null ? new BitSet() : seen;
        seen.or(found[(at & ~REPORTS) / width]);
      }
    }
    return seen == null ? new BitSet(0) : seen;
  }

  private int columns(Iterable<String> words) {
    int used = 1;
    for (String word : words) {
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (columns[c] == OTHER) {
          columns[c] = used;
          columns[Character.toUpperCase(c)] = used++;
        }
      }
    }
    return used;
  }

  private int row(List<int[]> rows, List<BitSet> reports) {
    rows.add(new int[width]);
    reports.add(new BitSet());
    return rows.size() - 1;
  }

  private int insert(String word, List<int[]> rows, List<BitSet> reports) {
    int state = 0;
    for (int i = 0; i < word.length(); i++) {
      int column = columns[word.charAt(i)];
      int known = rows.get(state)[column];
      int child = known == 0 ? row(rows, reports) : known;
      rows.get(state)[column] = child;
      state = child;
    }
    return state;
  }

  /** Adds the transitions after a mismatch, breadth first, and turns state numbers into offsets. */
  private void link(List<int[]> rows, List<BitSet> reports) {
    int[] fallback = new int[rows.size()];
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    while (!open.isEmpty()) {
      int state = open.removeFirst();
      int[] row = rows.get(state);
      for (int column = 1; column < width; column++) {
        int child = row[column];
        int elsewhere = state == 0 ? 0 : rows.get(fallback[state])[column];
        if (child == 0) {
          row[column] = elsewhere;
        } else {
          fallback[child] = elsewhere;
          reports.get(child).or(reports.get(elsewhere));
          open.addLast(child);
        }
      }
    }
    rows.forEach(
        row ->
            Arrays.setAll(
                row,
                column ->
                    row[column] * width | (reports.get(row[column]).isEmpty() ? 0 : REPORTS)));
  }
}
