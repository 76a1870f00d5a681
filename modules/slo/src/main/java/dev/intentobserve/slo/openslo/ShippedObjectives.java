package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.slo.Objective;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objectives that the product ships with, as files that users can copy and change. */
public final class ShippedObjectives {
  /** The origin of these objectives. */
  static final String ORIGIN = "shipped";

  private static final List<String> NAMES =
      List.of("api.yaml", "flow.yaml", "work.yaml", "ingest.yaml", "export.yaml");

  private ShippedObjectives() {}

  public static List<Objective> objectives() {
    return files().entrySet().stream()
        .flatMap(file -> valid(OpenSloParser.read(file.getKey(), file.getValue())).stream())
        .map(ShippedObjectives::shipped)
        .toList();
  }

  /** The files themselves, by name. */
  public static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : NAMES) {
      try (InputStream in = ShippedObjectives.class.getResourceAsStream("shipped/" + name)) {
        if (in == null) {
          throw new IllegalStateException(name + " is missing from the jar");
        }
        files.put(name, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static List<Objective> valid(OpenSloResult parsed) {
    if (!parsed.problems().isEmpty()) {
      throw new IllegalStateException(parsed.problems().get(0).toString());
    }
    return parsed.objectives();
  }

  private static Objective shipped(Objective read) {
    return read.with().origin(ORIGIN).build();
  }
}
