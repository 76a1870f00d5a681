package dev.intentobserve.app;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house as it is built keeps its own rules. Tests are guests and not looked at. */
@AnalyzeClasses(packages = "dev.intentobserve", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final HouseRules house = new HouseRules("dev.intentobserve");

  @ArchTest static final ArchRule rooms_know_only_the_doors = house.roomsKnowOnlyTheDoors();

  @ArchTest static final ArchRule event_knows_only_the_jdk = house.eventKnowsOnlyTheJdk();

  @ArchTest static final ArchRule sql_lives_in_the_cellar = house.sqlLivesInTheCellar();

  @ArchTest static final ArchRule time_is_an_argument = house.timeIsAnArgument();

  @ArchTest static final ArchRule nothing_blocks_an_event_loop = house.nothingBlocksAnEventLoop();

  @ArchTest static final ArchRule only_readers_make_events = house.onlyReadersMakeEvents();

  @ArchTest static final ArchRule the_bus_has_typed_doors = house.theBusHasTypedDoors();

  @ArchTest static final ArchRule a_room_has_one_key = house.aRoomHasOneKey();
}
