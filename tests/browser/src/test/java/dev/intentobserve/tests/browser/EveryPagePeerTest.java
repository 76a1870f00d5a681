package dev.intentobserve.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.intentobserve.tests.browser.BrowserExtension.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that every page has to pass. */
@Tag("peer")
@ExtendWith(BrowserExtension.class)
final class EveryPagePeerTest {
  @ParameterizedTest
  @EnumSource
  void page_isReadable_withScriptsAndWithout(PageExample example, Visitor visitor)
      throws Exception {
    Page with = visitor.at(example, Viewport.PLAIN).page();
    Page without = visitor.at(example, Viewport.PLAIN.withoutScript()).page();
    assertThat(with.locator("h1").textContent()).contains(example.heading());
    assertThat(without.locator("h1").textContent()).contains(example.heading());
    assertThat(without.locator("main").textContent().strip()).hasSizeGreaterThan(60);
    assertThat(without.locator(".script:visible").count())
        .as("offers nothing that needs a script")
        .isZero();
    assertThat(without.title()).endsWith("Intent Observe");
    PageChecks.keep(with, example.fileName());
    PageChecks.keep(without, example.fileName() + "-without-script");
  }

  @ParameterizedTest
  @EnumSource
  void page_isAccessible_inLightAndDark(PageExample example, Visitor visitor) throws Exception {
    Page light = visitor.at(example, Viewport.PLAIN).page();
    assertThat(AxeAudit.violations(light)).as("light").isEmpty();
    Page dark = visitor.at(example, Viewport.PLAIN.dark()).page();
    PageChecks.keep(dark, example.fileName() + "-dark");
    assertThat(AxeAudit.violations(dark)).as("dark").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void page_fitsPhonesAndLargeScreens(PageExample example, Visitor visitor) throws Exception {
    Page narrow = visitor.at(example, Viewport.PLAIN.narrow()).page();
    PageChecks.keep(narrow, example.fileName() + "-360");
    Page wide = visitor.at(example, Viewport.PLAIN.wide()).page();
    PageChecks.keep(wide, example.fileName() + "-1920");
    assertThat(PageChecks.overflow(narrow)).as("360 px").isEmpty();
    assertThat(PageChecks.overflow(wide)).as("1920 px").isEmpty();
    assertThat(AxeAudit.violations(narrow)).as("360 px").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void firstLoad_isLight(PageExample example, Visitor visitor) throws Exception {
    OpenPage opened = visitor.at(example, Viewport.PLAIN);
    assertThat(opened.weight().bytes()).isBetween(1_000L, PageChecks.HEAVIEST);
  }

  @ParameterizedTest
  @EnumSource
  void focus_isVisible_onEveryStop(PageExample example, Visitor visitor) throws Exception {
    Page page = visitor.at(example, Viewport.PLAIN).page();
    assertThat(PageChecks.invisibleFocus(page)).isEmpty();
  }
}
