package dev.intentobserve.alerting.slo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.slo.openslo.OpenSloResult;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class ObjectiveFolderTest {
  private static final ObjectiveFiles.Fingerprint MARK = new ObjectiveFiles.Fingerprint(1, 1);

  @TempDir Path folder;
  private ObjectiveFolder objectives;

  private static final List<Objective> SHIPPED =
      List.of(objective("shipped", 0.9, "shipped"), objective("other", 0.9, "shipped"));

  private static Objective objective(String name, double target, String origin) {
    return objective(name, target, Scope.DEFAULT, origin);
  }

  private static Objective objective(String name, double target, Scope scope, String origin) {
    return Objective.builder()
        .name(name)
        .displayName("")
        .description("")
        .service("delivery")
        .scope(scope)
        .indicator(TestObjectives.contracts())
        .target(target)
        .window(TestObjectives.FOUR_WEEKS)
        .minEvents(1)
        .origin(origin)
        .build();
  }

  /** Each line is a name and a target; a line without a target is a problem. */
  private static OpenSloResult lines(String file, byte[] bytes) {
    List<Objective> read = new ArrayList<>();
    List<ObjectiveProblem> problems = new ArrayList<>();
    int number = 0;
    for (String line : new String(bytes, UTF_8).split("\n", -1)) {
      number++;
      String[] words = line.split(" ", -1);
      if (words.length == 2) {
        read.add(objective(words[0], Double.parseDouble(words[1]), file + ":" + number));
      } else {
        problems.add(new ObjectiveProblem(file, number, "target", "is missing"));
      }
    }
    return new OpenSloResult(read, problems);
  }

  private static ObjectiveFolder at(Vertx vertx, @Nullable Path folder) {
    String path = folder == null ? null : folder.toString();
    return new ObjectiveFolder(vertx, path, SHIPPED, ObjectiveFolderTest::lines);
  }

  @BeforeEach
  void open(Vertx vertx) {
    objectives = at(vertx, folder);
  }

  @Test
  void shippedObjectives_areActiveWithoutAFolder(Vertx vertx) {
    ObjectiveFolder absent = at(vertx, folder.resolve("absent"));

    assertThat(TestFutures.await(absent.scan())).isFalse();
    assertThat(active(absent)).containsExactly("shipped 0.9", "other 0.9");
    assertThat(TestFutures.await(at(vertx, null).scan())).isFalse();
  }

  @Test
  void file_replacesTheShippedObjectiveOfItsName() throws IOException {
    write("a.yaml", "shipped 0.5\nmine 0.7");

    assertThat(TestFutures.await(objectives.scan())).isTrue();
    assertThat(active(objectives)).containsExactly("shipped 0.5", "mine 0.7", "other 0.9");
    assertThat(objectives.active().generation()).isEqualTo(2);
    assertThat(TestFutures.await(objectives.scan())).isFalse();
    assertThat(objectives.active().generation()).isEqualTo(2);
  }

  @Test
  void brokenFile_keepsItsObjectives_andIsReadOnceItIsValid() throws IOException {
    write("a.yaml", "mine 0.7");
    TestFutures.await(objectives.scan());

    write("a.yaml", "new 0.6\nmine");
    assertThat(TestFutures.await(objectives.scan())).isTrue();
    assertThat(active(objectives)).contains("new 0.6", "mine 0.7");
    assertThat(objectives.active().problems())
        .containsExactly(new ObjectiveProblem(file("a.yaml"), 2, "target", "is missing"));

    write("a.yaml", "mine 0.85");
    assertThat(TestFutures.await(objectives.scan())).isTrue();
    assertThat(active(objectives)).contains("mine 0.85").doesNotContain("new 0.6");
    assertThat(objectives.active().problems()).isEmpty();
  }

  @Test
  void deletedFile_removesItsObjectives() throws IOException {
    write("a.yaml", "mine 0.7");
    TestFutures.await(objectives.scan());
    Files.delete(folder.resolve("a.yaml"));

    assertThat(TestFutures.await(objectives.scan())).isTrue();
    assertThat(active(objectives)).containsExactly("shipped 0.9", "other 0.9");
  }

  @Test
  void nameDefinedTwice_isAProblemOfTheSecondFile() throws IOException {
    write("a.yaml", "mine 0.7");
    write("b.yml", "yours 0.5\nmine 0.8");
    TestFutures.await(objectives.scan());

    assertThat(active(objectives))
        .containsExactly("mine 0.7", "yours 0.5", "shipped 0.9", "other 0.9");
    assertThat(objectives.active().problems())
        .containsExactly(
            new ObjectiveProblem(
                file("b.yml"),
                2,
                "metadata.name",
                "mine is already defined at "
                    + file("a.yaml")
                    + ":1; give one of them another name"));
  }

  @Test
  void pathOfTheFolder_isShownNowhere() throws IOException {
    write("a.yaml", "mine 0.7\nmine");
    write("b.yaml", "mine 0.8");
    Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
    TestFutures.await(objectives.scan());

    assertThat(objectives.active().problems()).hasSize(3);
    assertThat(objectives.active().toString()).doesNotContain(folder.toString());
  }

  @Test
  void nameUsedByAnotherTenant_doesNotTellWhere() {
    Objective mine = objective("mine", 0.7, "acme.yaml:1");
    Objective theirs = objective("mine", 0.7, new Scope("beta", "web"), "beta.yaml:1");
    ObjectiveFiles files =
        ObjectiveFiles.EMPTY
            .read("acme.yaml", MARK, "1", new OpenSloResult(List.of(mine), List.of()))
            .read("beta.yaml", MARK, "2", new OpenSloResult(List.of(theirs), List.of()));

    assertThat(files.compile(List.of(), 1).problems())
        .extracting(ObjectiveProblem::message)
        .containsExactly(
            "mine is already defined for another tenant; give one of them another name");
  }

  @Test
  void otherFiles_areIgnored_largeOnesAreNotRead() throws IOException {
    write("notes.txt", "mine 0.7");
    write(".hidden.yaml", "mine 0.7");
    Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
    TestFutures.await(objectives.scan());

    assertThat(active(objectives)).containsExactly("shipped 0.9", "other 0.9");
    assertThat(objectives.active().problems())
        .containsExactly(
            new ObjectiveProblem(file("large.yaml"), 0, "", "must be a file of at most 1 MiB"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** All that users can see of the objectives. */
  private static String file(String name) {
    return name;
  }

  private static List<String> active(ObjectiveFolder objectives) {
    ObjectiveSet set = objectives.active();
    return set.objectives().stream().map(each -> each.name() + " " + each.target()).toList();
  }
}
