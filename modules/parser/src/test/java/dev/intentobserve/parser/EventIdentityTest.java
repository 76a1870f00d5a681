package dev.intentobserve.parser;

import static dev.intentobserve.parser.ParserFixtures.event;
import static dev.intentobserve.parser.ParserFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.event.WorkEvent;
import org.junit.jupiter.api.Test;

class EventIdentityTest {
  private static final String BARE = json("{'event':'a.b','ref':'X'}");

  @Test
  void recordWithoutId_isIdentifiedByItsBytes() {
    WorkEvent event = event(BARE);
    assertThat(event.eventId()).isEqualTo(Digests.sha256(BARE));
    assertThat(event.digest()).isEqualTo(event.eventId());
  }

  @Test
  void spaceAroundARecord_doesNotCount() {
    assertThat(event("\uFEFF \t" + BARE + " \r\n").eventId()).isEqualTo(event(BARE).eventId());
    assertThat(event(BARE.replace(",", ", ")).eventId()).isNotEqualTo(event(BARE).eventId());
  }

  @Test
  void producersId_isKeptAndReformattingIsNoConflict() {
    WorkEvent one = event(json("{'event':'a.b','event_id':'e 1','data':{'x':1.0,'y':'é'}}"));
    WorkEvent same =
        event(json("{ 'data':{'y':'\\u00e9', 'x':1.0},'event_id':'e 1','event':'a.b'}"));
    WorkEvent other = event(json("{'event':'a.b','event_id':'e 1','data':{'x':1.00,'y':'é'}}"));
    assertThat(one.eventId()).isEqualTo("e 1");
    assertThat(same.digest()).isEqualTo(one.digest());
    assertThat(other.digest()).isNotEqualTo(one.digest());
  }

  @Test
  void differentSecrets_areDifferentContent() {
    WorkEvent one = event(json("{'event':'a.b','event_id':'1','data':{'password':'a'}}"));
    WorkEvent two = event(json("{'event':'a.b','event_id':'1','data':{'password':'b'}}"));
    assertThat(one.body()).isEqualTo(two.body());
    assertThat(one.digest()).isNotEqualTo(two.digest());
  }

  @Test
  void numberAndBlankIds_areRead() {
    assertThat(event(json("{'event':'a.b','event_id':17}")).eventId()).isEqualTo("17");
    assertThat(event(json("{'event':'a.b','event_id':' '}")).eventId()).hasSize(64);
    assertThat(event(json("{'event':'a.b','event_id':{}}")).eventId()).hasSize(64);
  }

  @Test
  void idWithASecret_isReplacedByItsHash() {
    WorkEvent one = event(json("{'event':'a.b','event_id':'ada@example.org/1'}"));
    WorkEvent two = event(json("{'event':'a.b','event_id':'bob@example.org/1'}"));
    assertThat(one.eventId()).hasSize(64).isNotEqualTo(two.eventId());
  }
}
