package dev.intentobserve.app.config;

import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.notification.NotificationConfig;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.notification.NotificationConfig.ChannelKind;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code alerts}. */
final class AlertsConfigParser {
  private final ConfigValues values;

  AlertsConfigParser(ConfigValues values) {
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
        values.get("alerts.volume_surge", ConfigUnits::count));
  }

  private Duration duration(String name) {
    return values.get(name, ConfigUnits::duration);
  }

  private @Nullable String externalUrl() {
    return values.isSet("alerts.external_url")
        ? values.get("alerts.external_url", NotificationConfig::checkedUrl)
        : null;
  }

  private Channel channel(int index) {
    String prefix = "alerts.channels[" + index + "].";
    String name = values.text(prefix + "name");
    ChannelKind kind =
        values.get(prefix + "kind", text -> ConfigUnits.choice(ChannelKind.class, text));
    String url = url(prefix);
    try {
      return new Channel(
          name,
          kind,
          url,
          secret(prefix, kind),
          severity(prefix),
          NotificationConfig.CHANNEL_TIMEOUT);
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
        ? values.get(prefix + "url", NotificationConfig::checkedUrl)
        : values.get(
            prefix + "url_file", file -> NotificationConfig.checkedUrl(SecretFile.read(file)));
  }

  private @Nullable String secret(String prefix, ChannelKind kind) {
    if (!values.isSet(prefix + "secret_file")) {
      return null;
    }
    if (kind != ChannelKind.WEBHOOK) {
      throw new ConfigException(prefix + "secret_file: only webhooks are signed.");
    }
    return values.get(prefix + "secret_file", SecretFile::read);
  }

  private Severity severity(String prefix) {
    return values.isSet(prefix + "min_severity")
        ? values.get(prefix + "min_severity", text -> ConfigUnits.choice(Severity.class, text))
        : Severity.INFO;
  }
}
