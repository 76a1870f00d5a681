package dev.intentobserve.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.intentobserve.browser.BrowserExtension.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for each page, whatever it shows. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class EveryPagePeerTest {
  @ParameterizedTest
  @EnumSource
  void page_isRead_withScriptsAndWithout(PageExample screen, Visitor visitor) throws Exception {
    Page with = visitor.at(screen, Viewport.PLAIN).page();
    Page without = visitor.at(screen, Viewport.PLAIN.withoutScript()).page();
    assertThat(with.locator("h1").textContent()).contains(screen.heading());
    assertThat(without.locator("h1").textContent()).contains(screen.heading());
    assertThat(without.locator("main").textContent().strip()).hasSizeGreaterThan(60);
    assertThat(without.locator(".script:visible").count())
        .as("offers nothing it cannot do")
        .isZero();
    assertThat(without.title()).endsWith("Intent Observe");
    PageChecks.keep(with, screen.fileName());
    PageChecks.keep(without, screen.fileName() + "-without-script");
  }

  @ParameterizedTest
  @EnumSource
  void page_isAccessible_inLightAndDark(PageExample screen, Visitor visitor) throws Exception {
    Page light = visitor.at(screen, Viewport.PLAIN).page();
    assertThat(AxeAudit.violations(light)).as("light").isEmpty();
    Page dark = visitor.at(screen, Viewport.PLAIN.dark()).page();
    PageChecks.keep(dark, screen.fileName() + "-dark");
    assertThat(AxeAudit.violations(dark)).as("dark").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void page_fitsATelephoneAndAProjector(PageExample screen, Visitor visitor) throws Exception {
    Page narrow = visitor.at(screen, Viewport.PLAIN.narrow()).page();
    PageChecks.keep(narrow, screen.fileName() + "-360");
    Page wide = visitor.at(screen, Viewport.PLAIN.wide()).page();
    PageChecks.keep(wide, screen.fileName() + "-1920");
    assertThat(PageChecks.widerThanItsWindow(narrow)).as("360 px").isEmpty();
    assertThat(PageChecks.widerThanItsWindow(wide)).as("1920 px").isEmpty();
    assertThat(AxeAudit.violations(narrow)).as("360 px").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void firstLoad_isLight(PageExample screen, Visitor visitor) throws Exception {
    OpenPage look = visitor.at(screen, Viewport.PLAIN);
    assertThat(look.weight().bytes()).isBetween(1_000L, PageChecks.HEAVIEST);
  }

  @ParameterizedTest
  @EnumSource
  void focus_isSeen_whereverTheKeyboardLeads(PageExample screen, Visitor visitor) throws Exception {
    Page page = visitor.at(screen, Viewport.PLAIN).page();
    assertThat(PageChecks.focusNobodySees(page)).isEmpty();
  }
}
