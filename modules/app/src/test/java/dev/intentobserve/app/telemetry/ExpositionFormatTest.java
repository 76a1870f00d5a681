package dev.intentobserve.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.impl.ParsableMIMEValue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                                                                | PROMETHEUS",
        "*/*                                                              | PROMETHEUS",
        "text/html, application/xml;q=0.9                                 | PROMETHEUS",
        "text/plain                                                       | PROMETHEUS",
        "application/openmetrics-text                                     | OPEN_METRICS",
        "Application/OpenMetrics-Text; version=1.0.0; charset=utf-8       | OPEN_METRICS",
        "application/openmetrics-text;version=2.0.0, text/plain;q=0.1     | PROMETHEUS",
        "application/openmetrics-text;version=1.0.0;q=0, text/plain;q=0.1 | PROMETHEUS",
        "application/openmetrics-text;q=0.4, text/plain;q=0.5             | PROMETHEUS",
        "application/openmetrics-text;q=0.5, text/*;q=0.4                 | OPEN_METRICS",
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | OPEN_METRICS",
        "application/vnd.google.protobuf;q=0.7,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.2 | OPEN_METRICS",
      })
  void acceptHeader_decides(String accept, ExpositionFormat expected) {
    List<MIMEHeader> types =
        accept == null
            ? List.of()
            : Stream.of(accept.split(",")).<MIMEHeader>map(ParsableMIMEValue::new).toList();
    types.forEach(type -> ((ParsableMIMEValue) type).forceParse());
    assertThat(ExpositionFormat.wanted(types)).isEqualTo(expected);
  }
}
