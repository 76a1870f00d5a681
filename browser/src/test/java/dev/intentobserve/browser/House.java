package dev.intentobserve.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the running service and somebody to look at it. Both are started once for all
 * classes; whatever a look complains of fails the test it was made in.
 */
final class House implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(House.class);

  /** Looks at the service, or at any other host, as often as a test wants. */
  static final class Visitor {
    private final Chrome chrome;
    private final Supplier<Service> service;
    private final List<Look> looks = new ArrayList<>();

    private Visitor(Chrome chrome, Supplier<Service> service) {
      this.chrome = chrome;
      this.service = service;
    }

    /** Looks at a page of the service. */
    Look at(String path, Eyes eyes) {
      Look look = at(eyes, service.get().url(""));
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
    if (parameter.getParameter().getType() == Service.class) {
      return service(context);
    }
    Store store = context.getRoot().getStore(NAMESPACE);
    Chrome chrome = store.getOrComputeIfAbsent(Chrome.class, key -> Chrome.start(), Chrome.class);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Visitor.class, key -> new Visitor(chrome, () -> service(context)), Visitor.class);
  }

  private static Service service(ExtensionContext context) {
    Store store = context.getRoot().getStore(NAMESPACE);
    return store.getOrComputeIfAbsent(Service.class, key -> started(), Service.class);
  }

  private static Service started() {
    try {
      return Service.start();
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
