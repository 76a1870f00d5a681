package dev.intentobserve.parser;

import static dev.intentobserve.parser.ParserFixtures.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.event.InputLimits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile input costs linear and not quadratic time. */
class LinearCostTest {
  private static final int SMALL = 60_000;
  private static final int TIMES = 8;

  /** For 8 times the input a linear reader needs 8 times as long, a quadratic one 64 times. */
  private static final double LIMIT = 24;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** No limit of attributes, so that the whole text is read. */
  private static final EventParser UNLIMITED =
      new EventParser(new InputLimits(16 << 20, 64 << 20, 1 << 20, 64, Integer.MAX_VALUE));

  record Shape(String name, IntFunction<String> text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        shape("keys that redact alike", "{'event':'a.b','data':{", "'k%d@b.co':1,", "'z':1}}"),
        shape(
            "alike keys and their numbers",
            "{'event':'a.b','data':{",
            "'[REDACTED]~%d':1,'%<d@b.co':1,",
            "'z':1}}"),
        shape(
            "values before one name",
            "{'event':'a.b','data':{",
            "'value':'a@b.co',",
            "'name':'token'}}"),
        shape(
            "values and edits before one name",
            "{'event':'a.b','data':{",
            "'value':1,'m%d':'a@b.co',",
            "'name':'token'}}"),
        shape("one key again and again", "{'event':'a.b','data':{", "'k':1,", "'z':1}}"),
        shape("secrets in one array", "{'event':'a.b','data':[", "'a@b.co',", "1]}"),
        shape(
            "pairs in one array", "{'event':'a.b','data':[", "{'name':'token','value':1},", "1]}"),
        shape("empty objects", "{'event':'a.b','data':[", "{},", "1]}"),
        shape("digits of one number", "{'event':'a.b','data':", "1", "}"),
        shape("one long key", "{'event':'a.b','data':{'", "k_", "':1}}"),
        shape("escapes", "{'event':'a.b','data':'", "\\u00e9", "'}"),
        shape("half characters", "{'event':'a.b','data':'", "\\ud800", "'}"),
        shape("encoded values", "{'event':'a.b','data':'", "%%2541", "'}"),
        shape("a broken record", "{'event':'a.b','data':{", "'token':'x','password':[1,", ""),
        shape("begun again", "", "{'token':", ""),
        shape("heads in one word", "", "password,", ""),
        shape("sentences", "", "my password is x9 the token was y8 to ", ""),
        shape("heads without an end", "", "password to ", ""),
        shape("names and values", "", "'name':'password','value':'x',", ""),
        shape("names in lists", "", "'password','token',", ""),
        shape("options", "", "--password -p a1b2c3 ", ""),
        shape("programs", "", "curl -u a: mysql -p ", ""),
        shape("entities", "", "&#x26;", ""),
        shape("words of base64", "", "cGFzc3dvcmQ9aHVudGVyMg== ", ""),
        shape("one word of base64", "", "cGFzc3dvcmQ9aHVudGVyMgo", ""),
        shape("accounts", "", "DE89 3704 ", ""),
        shape("elements", "", "<a name='token'>", ""),
        shape("lines of a block", "", "token:\n  x\n", ""),
        shape("brackets", "", "a[password][", ""),
        shape("logins", "", "://a:b/@", ""),
        shape("prefixes of tokens", "", "ghp_eyJ.sk-hvs.", ""),
        shape("replaced before", "", "password=[REDACTED]" + "x".repeat(90), ""),
        shape("quoted and replaced before", "", "password='[REDACTED]a\\\\", ""));
  }

  private static Shape shape(String name, String begin, String part, String end) {
    return new Shape(
        name,
        size -> {
          int times = size / part.length();
          StringBuilder text = new StringBuilder(begin);
          IntStream.range(0, times).forEach(n -> text.append(part.formatted(n)));
          return text.append(end).toString().replace('\'', '"');
        });
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void costOfReading_isLinear(Shape shape) {
    long few = nanos(shape.text().apply(SMALL).getBytes(UTF_8), 5);
    long many = nanos(shape.text().apply(SMALL * TIMES).getBytes(UTF_8), 3);
    assertThat((double) many / few).isLessThan(LIMIT);
  }

  /** The fastest of some runs, in CPU time of this thread. */
  private static long nanos(byte[] record, int runs) {
    return IntStream.range(0, runs).mapToLong(n -> nanos(record)).min().orElseThrow();
  }

  private static long nanos(byte[] record) {
    long start = THREADS.getCurrentThreadCpuTime();
    UNLIMITED.read(record, NOON);
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
