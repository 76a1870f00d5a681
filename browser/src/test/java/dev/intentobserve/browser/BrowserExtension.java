package dev.intentobserve.browser;

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
 * Gives tests the running service, or for a class that is {@link KeyRequired} the one that wants
 * keys, and somebody to look at it. All are started once for all classes; whatever a look complains
 * of fails the test it was made in.
 */
final class BrowserExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

  /** Looks at the service, or at any other host, as often as a test wants. */
  static final class Visitor {
    private final ChromeBrowser chrome;
    private final Function<ServiceSetup, PackagedService> services;
    private final ServiceSetup usual;
    private final List<OpenPage> looks = new ArrayList<>();

    private Visitor(
        ChromeBrowser chrome,
        Function<ServiceSetup, PackagedService> services,
        ServiceSetup usual) {
      this.chrome = chrome;
      this.services = services;
      this.usual = usual;
    }

    /** Looks at a page of the service that has it. */
    OpenPage at(PageExample screen, Viewport eyes) throws Exception {
      PackagedService service = services.apply(screen.setup());
      return at(service, screen.path(service), eyes);
    }

    /** Looks at a page of the service that the test is given. */
    OpenPage at(String path, Viewport eyes) {
      return at(services.apply(usual), path, eyes);
    }

    private OpenPage at(PackagedService service, String path, Viewport eyes) {
      OpenPage look = at(eyes, service.url(""));
      int status = look.open(path).status();
      assertThat(status).as(path).isEqualTo(200);
      return look;
    }

    /** A window on {@code base} with nothing in it yet. */
    OpenPage at(Viewport eyes, String base) {
      OpenPage look = new OpenPage(chrome.context(eyes), base);
      looks.add(look);
      return look;
    }

    private List<String> leave() {
      List<String> complaints = new ArrayList<>();
      for (OpenPage look : looks) {
        look.complaints().forEach(one -> complaints.add(look.page().url() + ": " + one));
        look.close();
      }
      return complaints;
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == PackagedService.class || type == Visitor.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ServiceSetup usual =
        context.getRequiredTestClass().isAnnotationPresent(KeyRequired.class)
            ? ServiceSetup.LOCKED
            : ServiceSetup.OPEN;
    if (parameter.getParameter().getType() == PackagedService.class) {
      return service(context, usual);
    }
    Store store = context.getRoot().getStore(NAMESPACE);
    ChromeBrowser chrome =
        store.getOrComputeIfAbsent(
            ChromeBrowser.class, key -> ChromeBrowser.start(), ChromeBrowser.class);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Visitor.class,
            key -> new Visitor(chrome, setup -> service(context, setup), usual),
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
      assertThat(visitor.leave()).as("what the browser complains of").isEmpty();
    }
  }
}
