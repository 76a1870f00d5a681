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
 * Gives tests the running service, or for a class that is {@link Locked} the one that wants keys,
 * and somebody to look at it. All are started once for all classes; whatever a look complains of
 * fails the test it was made in.
 */
final class House implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(House.class);

  /** Looks at the service, or at any other host, as often as a test wants. */
  static final class Visitor {
    private final Chrome chrome;
    private final Function<Setup, Service> services;
    private final Setup usual;
    private final List<Look> looks = new ArrayList<>();

    private Visitor(Chrome chrome, Function<Setup, Service> services, Setup usual) {
      this.chrome = chrome;
      this.services = services;
      this.usual = usual;
    }

    /** Looks at a page of the service that has it. */
    Look at(Screen screen, Eyes eyes) throws Exception {
      Service service = services.apply(screen.setup());
      return at(service, screen.path(service), eyes);
    }

    /** Looks at a page of the service that the test is given. */
    Look at(String path, Eyes eyes) {
      return at(services.apply(usual), path, eyes);
    }

    private Look at(Service service, String path, Eyes eyes) {
      Look look = at(eyes, service.url(""));
      int status = look.open(path).status();
      assertThat(status).as(path).isEqualTo(200);
      return look;
    }

    /** A window on {@code base} with nothing in it yet. */
    Look at(Eyes eyes, String base) {
      Look look = new Look(chrome.context(eyes), base);
      looks.add(look);
      return look;
    }

    private List<String> leave() {
      List<String> complaints = new ArrayList<>();
      for (Look look : looks) {
        look.complaints().forEach(one -> complaints.add(look.page().url() + ": " + one));
        look.close();
      }
      return complaints;
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Service.class || type == Visitor.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Setup usual =
        context.getRequiredTestClass().isAnnotationPresent(Locked.class)
            ? Setup.LOCKED
            : Setup.OPEN;
    if (parameter.getParameter().getType() == Service.class) {
      return service(context, usual);
    }
    Store store = context.getRoot().getStore(NAMESPACE);
    Chrome chrome = store.getOrComputeIfAbsent(Chrome.class, key -> Chrome.start(), Chrome.class);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Visitor.class,
            key -> new Visitor(chrome, setup -> service(context, setup), usual),
            Visitor.class);
  }

  private static Service service(ExtensionContext context, Setup setup) {
    Store store = context.getRoot().getStore(NAMESPACE);
    return store.getOrComputeIfAbsent(setup, House::started, Service.class);
  }

  private static Service started(Setup setup) {
    try {
      return Service.start(setup);
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
