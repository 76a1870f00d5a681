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
  private static final Pattern VIOLATING_CLASS =
      Pattern.compile("^\\w+ <" + Pattern.quote(PLANTED) + "\\.(\\w+\\.\\w+)", Pattern.MULTILINE);

  private static final JavaClasses plantedModules = new ClassFileImporter().importPackages(PLANTED);

  private final ArchitectureRules rules = new ArchitectureRules(PLANTED);

  @Test
  void forbiddenDependencies_andUndeclaredModules_areCaught() {
    assertThat(violatingClasses(rules.modulesDependOnlyOnModelAndPorts()))
        .containsExactlyInAnyOrder(
            "trace.UsesOtherModule", "cli.UsesTypedPort", "undeclared.UndeclaredModuleClass");
  }

  @Test
  void libraryInModel_isCaught() {
    assertThat(violatingClasses(rules.modelDependsOnlyOnTheJdk()))
        .containsExactlyInAnyOrder("model.ModelTypeWithLibrary");
  }

  @Test
  void sqlOutsideTheStore_isCaught() {
    assertThat(violatingClasses(rules.sqlOnlyInTheStore()))
        .containsExactlyInAnyOrder("api.UsesSqlClient", "api.UsesJdbc");
  }

  @Test
  void readingTheClock_isCaught() {
    assertThat(violatingClasses(rules.timeIsAnArgument()))
        .containsExactlyInAnyOrder("trace.ReadsClock", "ports.PortReadingClock");
  }

  @Test
  void blockingCalls_areCaught() {
    assertThat(violatingClasses(rules.nothingBlocksAnEventLoop()))
        .containsExactlyInAnyOrder(
            "trace.WaitsForFuture",
            "ingest.ReadsFile",
            "ingest.SleepsOnEventLoop",
            "ingest.WaitsForLatch",
            "api.UsesJdbc");
  }

  @Test
  void inventedEvents_areCaught() {
    assertThat(violatingClasses(rules.onlyReadersMakeEvents()))
        .containsExactlyInAnyOrder("trace.CreatesEvent");
  }

  @Test
  void untypedBusAddresses_areCaught() {
    assertThat(violatingClasses(rules.busOnlyThroughTypedPorts()))
        .containsExactlyInAnyOrder("trace.UsesUntypedAddress");
  }

  @Test
  void publicHelpers_areCaught() {
    assertThat(violatingClasses(rules.modulesExposeOnlyKeyAndConfig()))
        .containsExactlyInAnyOrder("store.PublicHelper");
  }

  private static Set<String> violatingClasses(ArchRule rule) {
    String report = rule.evaluate(plantedModules).getFailureReport().toString();
    return VIOLATING_CLASS
        .matcher(report)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }
}
