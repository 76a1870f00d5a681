package dev.intentobserve.parser.dialect;

import static dev.intentobserve.parser.ParserFixtures.event;
import static dev.intentobserve.parser.ParserFixtures.flat;
import static dev.intentobserve.parser.ParserFixtures.nested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.WorkEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimExtractorTest {
  private static final String PROMOTED = "signal.promoted";

  /** Claims in short: {@code a<b} belongs, {@code !a} touches, {@code a[b c]} lists, a~b links. */
  private static List<String> claims(WorkEvent event) {
    return event.claims().stream().map(ClaimExtractorTest::brief).sorted().toList();
  }

  private static String brief(Claim claim) {
    return switch (claim) {
      case Claim.Touches touches -> "!" + touches.entity();
      case Claim.BelongsTo belongs -> belongs.child() + "<" + belongs.parent();
      case Claim.Lists lists ->
          lists.parent() + "[" + lists.memberKind() + " " + String.join(" ", lists.ids()) + "]";
      case Claim.LinksTo links -> links.from() + "~" + links.relation() + "~" + links.to();
    };
  }

  private static void assertAbout(WorkEvent event, String entity, String... claims) {
    assertThat(event.entity()).hasToString(entity);
    assertThat(claims(event)).containsExactlyInAnyOrder(claims);
  }

  @Test
  void flatPromotion_putsSignalAndClusterUnderTheIntent() {
    assertAbout(
        event(flat(PROMOTED, "'signal_id':'S','cluster_id':'CL-1','intent_id':'INT-1'")),
        "signal:S",
        "signal:S<cluster:CL-1",
        "signal:S<intent:INT-1",
        "cluster:CL-1<intent:INT-1",
        "!cluster:CL-1",
        "!intent:INT-1");
  }

  @Test
  void promotionNamingItsIntentInRef_isAboutTheSignal() {
    WorkEvent event =
        event(
            nested(
                PROMOTED,
                "'span_id':'SIG-1','parent_id':'SIG-1','ref':'INT-4'",
                "{'title':'t','signals':['SIG-1','unknown','SIG-1',7]}"));
    assertAbout(
        event,
        "signal:SIG-1",
        "signal:SIG-1<intent:INT-4",
        "intent:INT-4[signal SIG-1 7]",
        "!intent:INT-4");
    assertThat(event.flags()).containsExactly(EventFlag.SELF_PARENT);
  }

  @Test
  void promotionOfParentAlone_belongsAndTouches() {
    assertAbout(
        event(nested(PROMOTED, "'span_id':'SIG-1','parent_id':'INT-4\\nx'", "{}")),
        "signal:SIG-1",
        "signal:SIG-1<intent:INT-4",
        "!intent:INT-4");
  }

  @Test
  void promotionOfAClusterWithoutSignal_isAboutTheCluster() {
    assertAbout(
        event(flat(PROMOTED, "'cluster_id':'CL-1','intent_id':'INT-1'")),
        "cluster:CL-1",
        "cluster:CL-1<intent:INT-1",
        "!intent:INT-1");
  }

  @Test
  void singleClustering_isAboutTheSignal() {
    assertAbout(
        event(nested("signal.clustered", "'span_id':'SIG-1'", "{'cluster':'ports'}")),
        "signal:SIG-1",
        "signal:SIG-1<cluster:ports",
        "!cluster:ports");
    assertAbout(
        event(
            flat("signal.clustered", "'signal_id':'S','cluster_name':'Ports','cluster_id':'CL-1'")),
        "signal:S",
        "signal:S<cluster:CL-1",
        "!cluster:CL-1");
  }

  @Test
  void batchClustering_isAboutTheCluster() {
    assertAbout(
        event(
            nested("signal.clustered", "'span_id':'SIG-1'", "{'cluster':'p','signals':['A','B']}")),
        "cluster:p",
        "cluster:p[signal A B]");
    assertAbout(
        event(nested("cluster.formed", "", "{'cluster_id':'CLU-1','signal_ids':['A'],'name':'n'}")),
        "cluster:CLU-1",
        "cluster:CLU-1[signal A]");
  }

  @Test
  void proposal_listsItsSignalsAndEndsItsCluster() {
    assertAbout(
        event(
            nested(
                "intent.proposed",
                "'ref':'INT-1'",
                "{'signals':['A',{'id':'B'}],'source_signal':'C','cluster':'CLU-1'}")),
        "intent:INT-1",
        "intent:INT-1[signal A B C]",
        "cluster:CLU-1<intent:INT-1",
        "!cluster:CLU-1");
  }

  @Test
  void spec_belongsToItsIntentAndListsItsContracts() {
    assertAbout(
        event(nested("spec.created", "'ref':'SPEC-1'", "{'intent':'INT-1','contracts':['C1']}")),
        "spec:SPEC-1",
        "spec:SPEC-1<intent:INT-1",
        "spec:SPEC-1[contract C1]",
        "!intent:INT-1",
        "!contract:C1");
  }

  @Test
  void contract_belongsToSpecAndIntent() {
    assertAbout(
        event(flat("contract.started", "'contract_id':'C','spec_id':'SP','intent_id':'I'")),
        "contract:C",
        "contract:C<spec:SP",
        "contract:C<intent:I",
        "!spec:SP",
        "!intent:I");
    assertAbout(
        event(nested("contract.verified", "", "{'id':'C','spec':'SP'}")),
        "contract:C",
        "contract:C<spec:SP");
  }

  @Test
  void assertion_isAlsoAnEntity() {
    assertAbout(
        event(flat("contract.assertion.failed", "'contract_id':'C','assertion_id':'A1'")),
        "contract:C",
        "!assertion:C/A1",
        "assertion:C/A1<contract:C");
    assertAbout(event(flat("contract.assertion.passed", "'contract_id':'C'")), "contract:C");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "signal.created|{'intent_id':'I'}|signal:X~mentions~intent:I",
        "signal.updated|{'intent_id':'I'}|signal:X~mentions~intent:I",
        "signal.updated|{'intent_id':'I','trace_linked':true}|signal:X<intent:I",
        "signal.created|{'contract_id':'C'}|signal:X~mentions~contract:C",
        "signal.created|{'cluster':'c'}|signal:X<cluster:c",
        "signal.enriched|{'references':['X','Y']}|signal:X~references~signal:Y",
        "signal.referenced|{'signals':['Y']}|signal:X~co_referenced~signal:Y",
        "contract.failed|{'related_signals':['Y']}|contract:X~related~signal:Y",
        "observation.evaluated|{'spec_id':'SP'}|observation:X<spec:SP",
        "decision.recorded|{'intent':'I'}|decision:X<intent:I",
        "approval.requested|{'intent_id':'I'}|approval:X<intent:I",
        "execution.paused|{'contract_id':'C'}|execution:X<contract:C",
        "atom.created|{'spec':'SP'}|atom:X<spec:SP",
        "spec.created|{'intent_id':'unknown'}|",
        "spec.created|{'intent_id':true}|",
        "intent.specced|{'spec_id':'SP'}|spec:SP<intent:X",
      })
  void pointer_becomesAClaim(String type, String data, String claim) {
    WorkEvent event = event(nested(type, "'span_id':'X'", data));
    assertThat(claims(event).stream().filter(made -> !made.startsWith("!")))
        .isEqualTo(claim == null ? List.of() : List.of(claim));
  }

  @ParameterizedTest
  @CsvSource({
    "signal.created, SIG-9, signal:X~grew_from~signal:SIG-9",
    "signal.created, INT-9, signal:X~grew_from~intent:INT-9",
    "signal.created, CLU-9, signal:X<cluster:CLU-9",
    "signal.created, plain, signal:X~grew_from~signal:plain",
    "signal.promoted, INT-9, signal:X<intent:INT-9",
    "intent.proposed, SIG-9, intent:X~grew_from~signal:SIG-9",
    "spec.created, INT-9, spec:X<intent:INT-9",
    "spec.created, CON-9, spec:X~grew_from~contract:CON-9",
    "contract.started, SPEC-9, contract:X<spec:SPEC-9",
    "contract.started, CON-9, contract:X~grew_from~contract:CON-9",
    "execution.paused, CON-9, execution:X<contract:CON-9",
    "execution.paused, SPEC-9, execution:X<spec:SPEC-9",
    "execution.paused, ATOM-9, execution:X<atom:ATOM-9",
    "execution.paused, run-9, execution:X<execution:run-9",
    "decision.recorded, DEC-9, decision:X~grew_from~decision:DEC-9",
    "workflow.done, step-9, other:X<other:step-9",
    "approval.requested, SIG-9, approval:X~grew_from~signal:SIG-9",
  })
  void parentId_isATreeParentOrAnOrigin(String type, String parent, String claim) {
    WorkEvent event = event(nested(type, "'span_id':'X','parent_id':'" + parent + "'", "{}"));
    assertThat(claims(event).stream().filter(made -> !made.startsWith("!"))).containsExactly(claim);
  }

  @Test
  void dedicatedField_winsOverParentId() {
    assertAbout(
        event(nested("spec.created", "'ref':'S','parent_id':'INT-2'", "{'intent_id':'INT-1'}")),
        "spec:S",
        "spec:S<intent:INT-1",
        "!intent:INT-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "'span_id':'unknown'|{'file':'a/b.md'}|signal:a/b.md|junk_id",
        "'span_id':'#\\n#\\n#'|{'file':'f'}|signal:f|junk_id",
        "'span_id':'SIG-1\\n/\\n/'|{}|signal:SIG-1|multiline_id",
        "'span_id':'  SIG-1  '|{}|signal:SIG-1|-",
        "'span_id':'N-A','ref':'None'|{}|-|junk_id",
        "'span_id':''|{}|-|junk_id",
        "'span_id':null|{}|-|-",
        "'span_id':'s','ref':'r'|{}|signal:r|-",
        "'span_id':'s','ref':'null'|{}|signal:s|junk_id",
        "'span_id':'s','ref':'r'|{'signal_id':'i','id':'x'}|signal:i|-",
        "'span_id':'s'|{'id':'i'}|signal:i|-",
        "'span_id':42|{}|signal:42|-",
        "'span_id':'someone@example.org'|{}|-|junk_id redacted",
      })
  void entityId_isFoundInOrder(String envelope, String data, String entity, String flags) {
    WorkEvent event = event(nested("signal.created", envelope, data));
    assertThat(String.valueOf(event.entity())).isEqualTo(entity == null ? "null" : entity);
    assertThat(event.flags().stream().map(EventFlag::code))
        .containsExactlyInAnyOrder(flags == null ? new String[0] : flags.split(" "));
  }

  @Test
  void longId_keepsItsBeginningAndAHash() {
    String id = "S".repeat(300);
    WorkEvent event = event(nested("signal.created", "'ref':'" + id + "'", "{}"));
    assertThat(event.entity())
        .hasToString("signal:" + "S".repeat(200) + "~" + Digests.sha256(id).substring(0, 16));
  }

  @Test
  void systemEventWithoutId_hasNoEntity() {
    WorkEvent event = event(flat("system.health", "'uptime_seconds':5"));
    assertThat(event.entity()).isNull();
    assertThat(event.claims()).isEmpty();
    assertThat(event.flags()).isEmpty();
  }
}
