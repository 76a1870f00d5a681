package dev.intentobserve.app;

import dev.intentobserve.event.Severity;
import dev.intentobserve.notify.NotifyConfig;
import dev.intentobserve.notify.NotifyConfig.Channel;
import dev.intentobserve.notify.NotifyConfig.Kind;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what is judged and who is told. */
final class AlertsParser {
  private final Values values;

  AlertsParser(Values values) {
    this.values = values;
  }

  AppConfig.Alerts alerts() {
    return new AppConfig.Alerts(
        values.indexes("alerts.channels").mapToObj(this::channel).toList(),
        duration("alerts.group_wait"),
        duration("alerts.repeat_interval"),
        externalUrl(),
        values.get("alerts.objectives_dir", Path::of),
        duration("alerts.tick"),
        duration("alerts.stale_intent"),
        duration("alerts.pipeline_stall"),
        values.get("alerts.volume_surge", Units::count));
  }

  private Duration duration(String name) {
    return values.get(name, Units::duration);
  }

  private @Nullable String externalUrl() {
    return values.isSet("alerts.external_url")
        ? values.get("alerts.external_url", NotifyConfig::checkedUrl)
        : null;
  }

  private Channel channel(int index) {
    String prefix = "alerts.channels[" + index + "].";
    String name = values.text(prefix + "name");
    Kind kind = values.get(prefix + "kind", text -> Units.choice(Kind.class, text));
    String url = url(prefix);
    try {
      return new Channel(
          name, kind, url, secret(prefix, kind), severity(prefix), NotifyConfig.CHANNEL_TIMEOUT);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("alerts.channels[" + index + "]: " + e.getMessage() + ".");
    }
  }

  private String url(String prefix) {
    boolean plain = values.isSet(prefix + "url");
    if (plain == values.isSet(prefix + "url_file")) {
      throw new ConfigException(prefix + "url or " + prefix + "url_file: set one of them.");
    }
    return plain
        ? values.get(prefix + "url", NotifyConfig::checkedUrl)
        : values.get(prefix + "url_file", file -> NotifyConfig.checkedUrl(SecretFile.read(file)));
  }

  private @Nullable String secret(String prefix, Kind kind) {
    if (!values.isSet(prefix + "secret_file")) {
      return null;
    }
    if (kind != Kind.WEBHOOK) {
      throw new ConfigException(prefix + "secret_file: only what a webhook gets is signed.");
    }
    return values.get(prefix + "secret_file", SecretFile::read);
  }

  private Severity severity(String prefix) {
    return values.isSet(prefix + "min_severity")
        ? values.get(prefix + "min_severity", text -> Units.choice(Severity.class, text))
        : Severity.INFO;
  }
}
