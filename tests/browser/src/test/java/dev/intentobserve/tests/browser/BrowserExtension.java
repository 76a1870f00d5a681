package dev.intentobserve.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the running service (to a class marked {@link KeyRequired} the one with keys) and a
 * {@link Visitor}. Both are started once for all classes. A problem on an open page fails the test
 * that opened it.
 */
final class BrowserExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

  /** Opens pages of the service or of any other host. */
  static final class Visitor {
    private final ChromeBrowser chrome;
    private final Function<ServiceSetup, PackagedService> services;
    private final ServiceSetup defaultSetup;
    private final List<OpenPage> openPages = new ArrayList<>();

    private Visitor(
        ChromeBrowser chrome,
        Function<ServiceSetup, PackagedService> services,
        ServiceSetup defaultSetup) {
      this.chrome = chrome;
      this.services = services;
      this.defaultSetup = defaultSetup;
    }

    /** Opens an example on the service that has it. */
    OpenPage at(PageExample example, Viewport viewport) throws Exception {
      PackagedService service = services.apply(example.setup());
      return at(service, example.path(service), viewport);
    }

    /** Opens a page of the service that the test is given. */
    OpenPage at(String path, Viewport viewport) {
      return at(services.apply(defaultSetup), path, viewport);
    }

    private OpenPage at(PackagedService service, String path, Viewport viewport) {
      OpenPage opened = at(viewport, service.url(""));
      int status = opened.open(path).status();
      assertThat(status).as(path).isEqualTo(200);
      return opened;
    }

    /** An empty window for pages of {@code base}. */
    OpenPage at(Viewport viewport, String base) {
      OpenPage opened = new OpenPage(chrome.context(viewport), base);
      openPages.add(opened);
      return opened;
    }

    private List<String> close() {
      List<String> problems = new ArrayList<>();
      for (OpenPage opened : openPages) {
        opened.problems().forEach(one -> problems.add(opened.page().url() + ": " + one));
        opened.close();
      }
      return problems;
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == PackagedService.class || type == Visitor.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ServiceSetup defaultSetup =
        context.getRequiredTestClass().isAnnotationPresent(KeyRequired.class)
            ? ServiceSetup.LOCKED
            : ServiceSetup.OPEN;
    if (parameter.getParameter().getType() == PackagedService.class) {
      return service(context, defaultSetup);
    }
    Store store = context.getRoot().getStore(NAMESPACE);
    ChromeBrowser chrome =
        store.getOrComputeIfAbsent(
            ChromeBrowser.class, key -> ChromeBrowser.start(), ChromeBrowser.class);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Visitor.class,
            key -> new Visitor(chrome, setup -> service(context, setup), defaultSetup),
            Visitor.class);
  }

  private static PackagedService service(ExtensionContext context, ServiceSetup setup) {
    Store store = context.getRoot().getStore(NAMESPACE);
    return store.getOrComputeIfAbsent(setup, BrowserExtension::started, PackagedService.class);
  }

  private static PackagedService started(ServiceSetup setup) {
    try {
      return PackagedService.start(setup);
    } catch (Exception e) {
      throw new AssertionError("the service did not start", e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Visitor visitor = context.getStore(NAMESPACE).remove(Visitor.class, Visitor.class);
    if (visitor != null) {
      assertThat(visitor.close()).as("problems in the browser").isEmpty();
    }
  }
}
