package dev.intentobserve.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSplitterTest {

  private static List<String> texts(byte[] body, List<RecordSplitter.Slice> slices) {
    return slices.stream()
        .map(slice -> new String(body, slice.offset(), slice.length(), UTF_8))
        .toList();
  }

  private static List<String> lines(String body) {
    return texts(body.getBytes(UTF_8), RecordSplitter.lines(body.getBytes(UTF_8)));
  }

  private static List<String> json(String body) {
    return texts(body.getBytes(UTF_8), RecordSplitter.json(body.getBytes(UTF_8)));
  }

  @Test
  void lines_areCutAtNewlinesAndKeepTheirCarriageReturn() {
    assertThat(lines("{\"a\":1}\r\nx\n\n \t\r\n{}")).containsExactly("{\"a\":1}\r", "x", "{}");
    assertThat(RecordSplitter.lines("a\n\nb".getBytes(UTF_8)))
        .containsExactly(
            new RecordSplitter.Slice(0, 1, "line 1"), new RecordSplitter.Slice(3, 1, "line 3"));
    assertThat(lines("")).isEmpty();
    assertThat(lines("\uFEFF\n \n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "[]|-",
        " [ ] |-",
        "{\"a\":[1]}|{\"a\":[1]}",
        "17|17",
        "[1,2]|1;2",
        "[ {\"a\":[1,{}]} , [2] ]|{\"a\":[1,{}]};[2]",
        "[\"a,]\\\"\",\"[\"]|\"a,]\\\"\";\"[\"",
        "[1,,2]|1;;2",
        "[1,]|1;",
        "[1,|1;",
        "[1|1",
        "[|-",
        "[{\"a\":1},{\"b\":2|{\"a\":1};{\"b\":2",
        "[{\"a\":tru},{\"b\":2}]|{\"a\":tru};{\"b\":2}",
        "[{\"a\":1]},{\"b\":2}]|{\"a\":1]},{\"b\":2}]",
        "[1]x|1;x",
        "[1][2]|1;[2]",
        "[}|}",
        "[\"open|\"open",
      })
  void json_isCutByBracketsAndQuotes(String body, String elements) {
    List<String> expected = elements == null ? List.of() : List.of((elements + ";").split(";", -1));
    List<String> cut = new ArrayList<>(json(body));
    assertThat(cut)
        .isEqualTo(expected.isEmpty() ? expected : expected.subList(0, expected.size() - 1));
  }

  @Test
  void elements_areNumberedFromZero() {
    assertThat(RecordSplitter.json("[1, 2]".getBytes(UTF_8)))
        .containsExactly(
            new RecordSplitter.Slice(1, 1, "index 0"), new RecordSplitter.Slice(4, 1, "index 1"));
  }

  @Test
  void blankBody_holdsNothing() {
    assertThat(json("")).isEmpty();
    assertThat(json(" \n\uFEFF")).isEmpty();
  }

  /** Bad elements here are bad for a parser, but their brackets and quotes match. */
  @Test
  void badElements_neverSpoilGoodOnes() {
    Random random = new Random(11);
    String[] bad = {"tru", "{\"a\":}", "{'x':1}", "-", "\"\\x\"", "[1 2]", "", "01"};
    for (int round = 0; round < 500; round++) {
      List<String> elements = new ArrayList<>();
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        String good = "{\"event\":\"a.b\",\"n\":[" + i + ",\"]},{\\\"" + random.nextInt() + "\"]}";
        elements.add(random.nextBoolean() ? good : bad[random.nextInt(bad.length)]);
      }
      String body = "[ " + String.join(" ,\n", elements) + " ]";
      if (elements.equals(List.of(""))) {
        continue;
      }
      assertThat(json(body)).as(body).isEqualTo(elements);
    }
  }

  @Test
  void anyBytes_areCoveredByTheirSlices() {
    Random random = new Random(12);
    String alphabet = "[]{},\"\\ \n\ra1";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "[" : "");
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      byte[] body = text.toString().getBytes(UTF_8);
      String kept = String.join("", json(text.toString())).replaceAll("[\\s,\\[\\]]", "");
      assertThat(kept).isEqualTo(text.toString().replaceAll("[\\s,\\[\\]]", ""));
      assertThat(String.join("", lines(text.toString())).replaceAll("\\s", ""))
          .isEqualTo(new String(body, UTF_8).replaceAll("\\s", ""));
    }
  }
}
