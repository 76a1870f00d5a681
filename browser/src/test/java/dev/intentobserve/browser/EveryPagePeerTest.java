package dev.intentobserve.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.intentobserve.browser.House.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for each page, whatever it shows. */
@Tag("peer")
@ExtendWith(House.class)
final class EveryPagePeerTest {
  @ParameterizedTest
  @EnumSource
  void page_isRead_withScriptsAndWithout(Screen screen, Visitor visitor) throws Exception {
    Page with = visitor.at(screen, Eyes.PLAIN).page();
    Page without = visitor.at(screen, Eyes.PLAIN.withoutScript()).page();
    assertThat(with.locator("h1").textContent()).contains(screen.heading());
    assertThat(without.locator("h1").textContent()).contains(screen.heading());
    assertThat(without.locator("main").textContent().strip()).hasSizeGreaterThan(60);
    assertThat(without.locator(".script:visible").count())
        .as("offers nothing it cannot do")
        .isZero();
    assertThat(without.title()).endsWith("Intent Observe");
    Checks.keep(with, screen.fileName());
    Checks.keep(without, screen.fileName() + "-without-script");
  }

  @ParameterizedTest
  @EnumSource
  void page_isAccessible_inLightAndDark(Screen screen, Visitor visitor) throws Exception {
    Page light = visitor.at(screen, Eyes.PLAIN).page();
    assertThat(Axe.violations(light)).as("light").isEmpty();
    Page dark = visitor.at(screen, Eyes.PLAIN.dark()).page();
    Checks.keep(dark, screen.fileName() + "-dark");
    assertThat(Axe.violations(dark)).as("dark").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void page_fitsATelephoneAndAProjector(Screen screen, Visitor visitor) throws Exception {
    Page narrow = visitor.at(screen, Eyes.PLAIN.narrow()).page();
    Checks.keep(narrow, screen.fileName() + "-360");
    Page wide = visitor.at(screen, Eyes.PLAIN.wide()).page();
    Checks.keep(wide, screen.fileName() + "-1920");
    assertThat(Checks.widerThanItsWindow(narrow)).as("360 px").isEmpty();
    assertThat(Checks.widerThanItsWindow(wide)).as("1920 px").isEmpty();
    assertThat(Axe.violations(narrow)).as("360 px").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void firstLoad_isLight(Screen screen, Visitor visitor) throws Exception {
    Look look = visitor.at(screen, Eyes.PLAIN);
    assertThat(look.weight().bytes()).isBetween(1_000L, Checks.HEAVIEST);
  }

  @ParameterizedTest
  @EnumSource
  void focus_isSeen_whereverTheKeyboardLeads(Screen screen, Visitor visitor) throws Exception {
    Page page = visitor.at(screen, Eyes.PLAIN).page();
    assertThat(Checks.focusNobodySees(page)).isEmpty();
  }
}
