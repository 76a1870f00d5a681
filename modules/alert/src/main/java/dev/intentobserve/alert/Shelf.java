package dev.intentobserve.alert;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.alert.ObjectiveSource.Reading;
import dev.intentobserve.contract.AlertContract.ObjectiveProblem;
import dev.intentobserve.contract.AlertContract.ObjectiveSet;
import dev.intentobserve.event.Objective;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the files of the watched folder say, as a value. While something is wrong with a file, its
 * objectives that are right are in force, and the others as they were before. A file that is gone
 * takes its objectives with it.
 */
record Shelf(SortedMap<String, Book> books) {
  static final Shelf EMPTY = new Shelf(new TreeMap<>());

  /**
   * One file.
   *
   * @param mark by which a change is noticed
   * @param digest of its bytes
   * @param good its objectives, each as it was when it was last right
   * @param problems what is wrong with it now
   */
  record Book(Mark mark, String digest, List<Objective> good, List<ObjectiveProblem> problems) {
    Book {
      requireNonNull(mark, "mark");
      good = List.copyOf(good);
      problems = List.copyOf(problems);
    }

    Book marked(Mark seen) {
      return new Book(seen, digest, good, problems);
    }
  }

  record Mark(long size, long modified) {}

  Shelf {
    books = Collections.unmodifiableSortedMap(new TreeMap<>(books));
  }

  @Nullable Book book(String file) {
    return books.get(file);
  }

  Shelf with(String file, Book book) {
    SortedMap<String, Book> next = new TreeMap<>(books);
    next.put(file, book);
    return new Shelf(next);
  }

  /** What a file says now. */
  Shelf read(String file, Mark mark, String digest, Reading reading) {
    Book before = books.get(file);
    List<Objective> good = new ArrayList<>(reading.objectives());
    if (before != null && !reading.problems().isEmpty()) {
      before.good().stream()
          .filter(old -> good.stream().noneMatch(now -> now.name().equals(old.name())))
          .forEach(good::add);
    }
    return with(file, new Book(mark, digest, good, reading.problems()));
  }

  /** A file that could not be read, or is no file of objectives at all. */
  Shelf unreadable(String file, Mark mark, String message) {
    Book before = books.get(file);
    List<ObjectiveProblem> problems = List.of(new ObjectiveProblem(file, 0, "", message));
    return with(file, new Book(mark, "", before == null ? List.of() : before.good(), problems));
  }

  Shelf only(Set<String> files) {
    SortedMap<String, Book> next = new TreeMap<>(books);
    next.keySet().retainAll(files);
    return new Shelf(next);
  }

  /** All that is in force: a file may replace a shipped objective, but not another file's. */
  ObjectiveSet compile(List<Objective> shipped, long generation) {
    Map<String, Objective> named = new LinkedHashMap<>();
    List<ObjectiveProblem> problems = new ArrayList<>();
    books.forEach(
        (file, book) -> {
          problems.addAll(book.problems());
          book.good().forEach(objective -> add(file, objective, named, problems));
        });
    shipped.forEach(objective -> named.putIfAbsent(objective.name(), objective));
    return new ObjectiveSet(generation, List.copyOf(named.values()), problems);
  }

  private static void add(
      String file,
      Objective objective,
      Map<String, Objective> named,
      List<ObjectiveProblem> problems) {
    Objective first = named.putIfAbsent(objective.name(), objective);
    if (first != null) {
      String where =
          first.scope().equals(objective.scope()) ? "at " + first.origin() : "for another tenant";
      problems.add(
          new ObjectiveProblem(
              file,
              line(objective.origin()),
              "metadata.name",
              "%s is already defined %s; give one of them another name"
                  .formatted(objective.name(), where)));
    }
  }

  private static int line(String origin) {
    String digits = origin.substring(origin.lastIndexOf(':') + 1);
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }
}
