package dev.intentobserve.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Java sources, compiled into a folder of their own that goes when this is closed. */
final class SourceCompiler implements AutoCloseable {
  private final Path classes;

  /** What is wrong, as {@code file:line: message}; empty when they compile. */
  private final List<String> errors = new ArrayList<>();

  private SourceCompiler(Path classes) {
    this.classes = classes;
  }

  /** Compiles all sources below a folder, with the class path of this process. */
  static SourceCompiler of(Path sources) throws IOException {
    SourceCompiler compiled = new SourceCompiler(Files.createTempDirectory("dashboards-watch"));
    compiled.compile(sources);
    return compiled;
  }

  List<String> errors() {
    return errors;
  }

  private void compile(Path sources) throws IOException {
    @Nullable JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      errors.add("this Java has no compiler: a JDK is needed");
      return;
    }
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> options =
        List.of("-d", classes.toString(), "-cp", classPath(), "-proc:none", "-nowarn");
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(said, Locale.ROOT, UTF_8)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(below(sources));
      compiler.getTask(null, files, said, options, null, units).call();
    }
    said.getDiagnostics().stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(one -> shown(sources, one))
        .forEach(errors::add);
  }

  private static String shown(Path sources, Diagnostic<? extends JavaFileObject> one) {
    JavaFileObject source = one.getSource();
    String file =
        source == null
            ? ""
            : sources.relativize(Path.of(source.toUri())) + ":" + one.getLineNumber() + ": ";
    return file + one.getMessage(Locale.ROOT);
  }

  private static List<Path> below(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static String classPath() {
    return System.getProperty("java.class.path", "");
  }

  /**
   * Runs their {@code DashboardsMain} with classes of its own: those of this process stay as they
   * are.
   *
   * @return its exit code
   */
  int run(List<String> args, PrintStream out, PrintStream err) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
      Object code =
          loader
              .loadClass("dev.intentobserve.dashboards.DashboardsMain")
              .getMethod("run", List.class, PrintStream.class, PrintStream.class)
              .invoke(null, args, out, err);
      return (Integer) code;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Main cannot be run: " + e, e);
    }
  }

  /** What was just compiled comes before the same classes as they were built. */
  private URL[] urls() throws MalformedURLException {
    List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (String element : classPath().split(File.pathSeparator, -1)) {
      urls.add(Path.of(element).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      files.sorted(Comparator.reverseOrder()).forEach(SourceCompiler::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
