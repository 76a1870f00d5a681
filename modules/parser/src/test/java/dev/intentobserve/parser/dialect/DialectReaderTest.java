package dev.intentobserve.parser.dialect;

import static dev.intentobserve.parser.ParserFixtures.event;
import static dev.intentobserve.parser.ParserFixtures.flat;
import static dev.intentobserve.parser.ParserFixtures.json;
import static dev.intentobserve.parser.ParserFixtures.nested;
import static dev.intentobserve.parser.ParserFixtures.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.EventType;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DialectReaderTest {

  static Stream<EventType> types() {
    return EventCatalog.standard().types().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyType_isReadInBothDialects(EventType type) {
    WorkEvent nested = event(nested(type.name(), "'span_id':'X-1'", "{}"));
    WorkEvent flat = event(flat(type.name(), "'" + type.kind() + "_id':'X-1'"));
    assertThat(nested.entity()).isEqualTo(new EntityKey(type.kind(), "X-1"));
    assertThat(flat.entity()).isEqualTo(nested.entity());
    assertThat(nested.dialect()).isEqualTo("nested");
    assertThat(flat.dialect()).isEqualTo("flat");
    assertThat(Stream.of(nested, flat).map(WorkEvent::type)).containsOnly(type.name());
    assertThat(nested.flags()).isEmpty();
  }

  @Test
  void synonym_keepsItsRawName() {
    WorkEvent event = event(nested("signal.captured", "", "{}"));
    assertThat(event.type()).isEqualTo("signal.created");
    assertThat(event.rawType()).isEqualTo("signal.captured");
  }

  @Test
  void unknownType_isAcceptedAndFlagged() {
    WorkEvent event = event(nested("spec.frobnicated", "'ref':'SPEC-1'", "{}"));
    assertThat(event.flags()).containsExactly(EventFlag.UNKNOWN_TYPE);
    assertThat(event.entity()).isEqualTo(new EntityKey(EntityKind.SPEC, "SPEC-1"));
  }

  @Test
  void nestedEnvelope_isParsed() {
    WorkEvent event =
        event(
            json(
                "{'version':'0.2.0','event':'spec.created','timestamp':'2026-05-04T11:00:00Z',"
                    + "'trace_id':'TRACE-007','span_id':'SPEC-1','parent_id':null,'actor':'ada',"
                    + "'ref':'SPEC-1','data':{'title':'First\\nsecond','n':1},'source':'mcp'}"));
    assertThat(event.source()).isEqualTo("mcp");
    assertThat(event.actor()).isEqualTo("ada");
    assertThat(event.title()).isEqualTo("First");
    assertThat(event.traceRef()).isEqualTo("TRACE-007");
    assertThat(event.data())
        .isEqualTo(Json.object().put("title", "First\nsecond").put("n", 1).build());
    assertThat(event.flags()).isEmpty();
  }

  @Test
  void flatEvent_isParsed() {
    WorkEvent event =
        event(
            flat(
                "signal.created",
                "'signal_id':'SIG-1','source':'slack','content':'It hurts','trace_id':'TRACE-1'"));
    assertThat(event.source()).isEqualTo("slack");
    assertThat(event.title()).isEqualTo("It hurts");
    assertThat(event.data().values()).containsOnlyKeys("signal_id", "source", "content");
    assertThat(event(flat("spec.created", "'source':'x'")).source()).isEqualTo("unknown");
  }

  @Test
  void bothNames_nestedWinsAndTheFlatOneIsKept() {
    WorkEvent event =
        event(json("{'event':'spec.created','event_type':'intent.proposed','ref':'SPEC-1'}"));
    assertThat(event.type()).isEqualTo("spec.created");
    assertThat(event.dialect()).isEqualTo("nested");
    assertThat(event.data().text("event_type")).contains("intent.proposed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"null|{}", "[1]|{'value':[1]}", "'x'|{'value':'x'}", "7|{'value':7}", "{}|{}"})
  void dataThatIsNoObject_isKeptAsValue(String data, String understood) {
    assertThat(event(nested("digest.generated", "", data)).data().encode())
        .isEqualTo(json(understood));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|unknown_dialect",
        "{'type':'signal.created','id':'1'}|unknown_dialect",
        "{'event':''}|invalid_envelope",
        "{'event':' '}|invalid_envelope",
        "{'event':5}|invalid_envelope",
        "{'event_type':null}|invalid_envelope",
        "{'specversion':'0.3','type':'a','source':'s','id':'1'}|invalid_envelope",
        "{'specversion':'1.0','type':'a','source':'s'}|invalid_envelope",
        "{'specversion':'1.0','type':'a','source':'s','id':1}|invalid_envelope",
        "{'specversion':'1.0','type':'','source':'s','id':'1'}|invalid_envelope",
      })
  void unknownFormats_areRefused(String record, String reason) {
    assertThat(refused(json(record)).reason()).hasToString(reason);
  }

  @Test
  void refusedEnvelope_namesTheField() {
    assertThat(refused(json("{'specversion':'1.0','type':'a','id':'1'}")).detail())
        .isEqualTo("CloudEvents attribute source is missing or not a string");
    assertThat(refused(json("{'event':'" + "x".repeat(201) + "'}")).detail())
        .isEqualTo("event is longer than 200 characters");
    assertThat(refused(json("{'event':'a','event_id':'" + "x".repeat(513) + "'}")).detail())
        .isEqualTo("event_id is longer than 512 characters");
    assertThat(refused("{}").detail()).contains("event_type").contains("specversion");
  }

  @Test
  void cloudEvent_isParsed() {
    WorkEvent event =
        event(
            json(
                "{'specversion':'1.0','type':'spec.created','source':'/team#1','id':'a#b',"
                    + "'time':'2026-05-04T11:00:00Z','subject':'SPEC-9','traceparent':"
                    + "'00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',"
                    + "'data':{'title':'T'}}"));
    assertThat(event.dialect()).isEqualTo("cloudevents");
    assertThat(event.eventId()).isEqualTo("/team%231#a#b");
    assertThat(event.entity()).isEqualTo(new EntityKey(EntityKind.SPEC, "SPEC-9"));
    assertThat(event.eventTime()).isEqualTo("2026-05-04T11:00:00Z");
    assertThat(event.traceRef()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(event.source()).isEqualTo("/team#1");
    assertThat(event.title()).isEqualTo("T");
  }

  @Test
  void cloudEventAroundNativeEvent_innerGivesMeaningAndOuterIdentity() {
    String inner = nested("intent.proposed", "'ref':'INT-1','event_id':'inner'", "{'title':'T'}");
    WorkEvent event =
        event(
            json("{'specversion':'1.0','type':'x','source':'s','id':'1','time':'2020-01-01',")
                + "\"data\":"
                + inner
                + "}");
    assertThat(event.type()).isEqualTo("intent.proposed");
    assertThat(event.entity()).isEqualTo(new EntityKey(EntityKind.INTENT, "INT-1"));
    assertThat(event.eventId()).isEqualTo("s#1");
    assertThat(event.eventTime()).isEqualTo("2026-05-04T11:00:00Z");
    assertThat(event.data()).isEqualTo(Json.object().put("title", "T").build());
  }

  @Test
  void base64Data_isParsedIfItIsJson() {
    String start =
        "{'specversion':'1.0','type':'signal.created','source':'s','id':'1','subject':'S'";
    String inner = Base64.getEncoder().encodeToString(json("{'title':'T'}").getBytes(UTF_8));
    assertThat(event(json(start + ",'data_base64':'" + inner + "'}")).title()).isEqualTo("T");
    assertThat(event(json(start + ",'data_base64':'AAEC/w=='}")).data())
        .isEqualTo(Json.Fields.EMPTY);
    assertThat(event(json(start + ",'data_base64':'???'}")).data()).isEqualTo(Json.Fields.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({"null", "None", "UNDEFINED", "unknown", "' '", "''"})
  void placeholder_isNoTrace(String word) {
    assertThat(event(nested("a.b", "'trace_id':'" + word + "'", "{}")).traceRef()).isNull();
  }

  @Test
  void longTexts_areCut() {
    WorkEvent event =
        event(
            nested(
                "a.b",
                "'source':'" + "s".repeat(300) + "'",
                "{'title':'" + "x".repeat(299) + "\ud83d\ude00'}"));
    assertThat(event.source()).hasSize(100);
    assertThat(event.title()).isEqualTo("x".repeat(299));
  }
}
