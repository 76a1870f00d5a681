package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each house rule catches what it is there for. The package {@code planted} is a small house built
 * wrong on purpose; every rule must name exactly its culprits there, and leave the innocent alone.
 */
class ArchitectureRulesTest {

  private static final String PLANTED = "dev.intentobserve.app.planted";

  /** A violation names first the class it happens in; what stands after it is the target. */
  private static final Pattern CULPRIT =
      Pattern.compile("^\\w+ <" + Pattern.quote(PLANTED) + "\\.(\\w+\\.\\w+)", Pattern.MULTILINE);

  private static final JavaClasses plantedHouse = new ClassFileImporter().importPackages(PLANTED);

  private final HouseRules rules = new HouseRules(PLANTED);

  @Test
  void neighboursAndUndrawnRooms_areCaught() {
    assertThat(culprits(rules.roomsKnowOnlyTheDoors()))
        .containsExactlyInAnyOrder(
            "trace.MeetsTheNeighbour", "cli.OpensADoor", "attic.NobodyDrewMe");
  }

  @Test
  void libraryInEvent_isCaught() {
    assertThat(culprits(rules.eventKnowsOnlyTheJdk()))
        .containsExactlyInAnyOrder("event.NounWithLibrary");
  }

  @Test
  void sqlOutsideTheStore_isCaught() {
    assertThat(culprits(rules.sqlLivesInTheCellar()))
        .containsExactlyInAnyOrder("window.AsksTheDatabase", "window.AsksByJdbc");
  }

  @Test
  void readingTheClock_isCaught() {
    assertThat(culprits(rules.timeIsAnArgument()))
        .containsExactlyInAnyOrder("trace.LooksAtTheClock", "contract.DoorWithClock");
  }

  @Test
  void blockingCalls_areCaught() {
    assertThat(culprits(rules.nothingBlocksAnEventLoop()))
        .containsExactlyInAnyOrder(
            "trace.WaitsForAFuture",
            "intake.ReadsAFile",
            "intake.Sleeps",
            "intake.WaitsForALatch",
            "window.AsksByJdbc");
  }

  @Test
  void inventedEvents_areCaught() {
    assertThat(culprits(rules.onlyReadersMakeEvents()))
        .containsExactlyInAnyOrder("trace.InventsAnEvent");
  }

  @Test
  void untypedDoors_areCaught() {
    assertThat(culprits(rules.theBusHasTypedDoors()))
        .containsExactlyInAnyOrder("trace.ListensAtTheWall");
  }

  @Test
  void publicHelpers_areCaught() {
    assertThat(culprits(rules.aRoomHasOneKey())).containsExactlyInAnyOrder("store.StoreHelper");
  }

  private static Set<String> culprits(ArchRule rule) {
    String report = rule.evaluate(plantedHouse).getFailureReport().toString();
    return CULPRIT
        .matcher(report)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }
}
