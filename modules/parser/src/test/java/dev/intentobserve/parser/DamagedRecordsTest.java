package dev.intentobserve.parser;

import static dev.intentobserve.parser.ParserFixtures.NOON;
import static dev.intentobserve.parser.ParserFixtures.json;
import static dev.intentobserve.parser.ParserFixtures.nested;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DamagedRecordsTest {
  private static final List<String> SEEDS =
      List.of(
          nested("signal.promoted", "'span_id':'S','ref':'INT-1'", "{'signals':['A',null,{}]}"),
          json("{'event_type':'contract.assertion.failed','contract_id':'C','assertion_id':1e9}"),
          json(
              "{'specversion':'1.0','type':'a','source':'s','id':'1','data_base64':'eyJhIjoxfQ=='}"),
          json("{'event':'a.b','event_id':'x','timestamp':-1e-9,'data':[[],{'token':[{}]}]}"));

  @Test
  void damagedRecords_neverThrowAndGiveStorableEvents() {
    EventParser reader = new EventParser(InputLimits.DEFAULT);
    Random random = new Random(31);
    for (int round = 0; round < 40_000; round++) {
      byte[] record = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
      for (int i = random.nextInt(5); i >= 0; i--) {
        record = damaged(record, random);
      }
      ParseResult outcome = reader.read(record, NOON);
      if (outcome instanceof ParseResult.ParsedEvent understood) {
        assertStorable(understood.event());
      } else if (outcome instanceof ParseResult.Refused refused) {
        assertThat(refused.size()).isEqualTo(record.length);
        assertThat(refused.detail()).isNotBlank().hasSizeLessThan(200);
      }
    }
  }

  private static void assertStorable(WorkEvent event) {
    String all =
        String.join(
            "|",
            event.eventId(),
            event.rawType(),
            event.source(),
            String.valueOf(event.entity()),
            String.valueOf(event.title()),
            String.valueOf(event.actor()),
            String.valueOf(event.traceRef()),
            event.claims().toString(),
            texts(event.data()));
    assertThat(all.indexOf('\0')).isNegative();
    assertThat(new String(all.getBytes(UTF_8), UTF_8)).isEqualTo(all);
  }

  private static String texts(Json value) {
    return value.toString();
  }

  private static byte[] damaged(byte[] record, Random random) {
    String[] pieces = {
      "\\u0000",
      "\\ud800",
      "\\",
      "\"",
      "{",
      "}",
      "[",
      ",",
      ":",
      "NaN",
      "-",
      "\u0000",
      "\uFEFF",
      "\ud83d\ude00",
      "9999999999999999999",
      "null",
      "\\udc00",
      "\n",
      "'",
      "e",
      "\"event\":\"b\",",
      "\"id\":\"\","
    };
    int at = random.nextInt(record.length + 1);
    int cut = random.nextInt(4) == 0 ? Math.min(record.length, at + random.nextInt(9)) : at;
    byte[] piece = pieces[random.nextInt(pieces.length)].getBytes(UTF_8);
    if (random.nextInt(6) == 0) {
      piece = new byte[] {(byte) random.nextInt(256)};
    }
    byte[] out = Arrays.copyOf(record, at + piece.length + record.length - cut);
    System.arraycopy(piece, 0, out, at, piece.length);
    System.arraycopy(record, cut, out, at + piece.length, record.length - cut);
    return out;
  }
}
