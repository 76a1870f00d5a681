package dev.intentobserve.notification;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Backoff;
import dev.intentobserve.model.alert.Severity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the notification module.
 *
 * @param groupWait how long after a first change to wait for others, to send them in one message
 * @param repeatInterval after which an alert that still fires is sent again; not to an
 *     Alertmanager, which repeats by itself
 * @param firstPause after a first failure; doubles up to {@code longestPause}
 * @param giveUpAge a change this old whose channel still fails is given up; zero for never
 * @param externalUrl where people reach this service, for links; without a trailing slash
 * @param wake how often each channel runs a step without a hint
 */
@RecordBuilder
public record NotificationConfig(
    List<Channel> channels,
    Duration groupWait,
    Duration repeatInterval,
    Duration firstPause,
    Duration longestPause,
    Duration giveUpAge,
    String externalUrl,
    Duration wake)
    implements NotificationConfigBuilder.With {

  public static final Duration CHANNEL_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration MAX_REQUESTED_DELAY = Duration.ofHours(1);

  public static final NotificationConfig DEFAULT =
      new NotificationConfig(
          List.of(),
          Duration.ofSeconds(10),
          Duration.ofHours(4),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofDays(3),
          "http://127.0.0.1:8080",
          Duration.ofSeconds(1));

  public NotificationConfig {
    channels = List.copyOf(channels);
    requirePositive(repeatInterval, "repeat_interval");
    requirePositive(firstPause, "first_pause");
    requirePositive(longestPause, "longest_pause");
    requirePositive(wake, "wake");
    if (groupWait.isNegative() || giveUpAge.isNegative()) {
      throw new IllegalArgumentException("group_wait and give_up_age must not be negative");
    }
    externalUrl = withoutSlash(checkedUrl(externalUrl));
    if (channels.stream().map(Channel::name).distinct().count() < channels.size()) {
      throw new IllegalArgumentException("two channels have the same name");
    }
  }

  Backoff backoff(RandomGenerator random) {
    return Backoff.of(firstPause, longestPause)
        .withJitter(random)
        .withLongestRequested(MAX_REQUESTED_DELAY);
  }

  /** The kinds of channels, each with its message format. */
  public enum ChannelKind {
    WEBHOOK(WebhookFormat::new),
    ALERTMANAGER(AlertmanagerFormat::new),
    SLACK(SlackFormat::new);

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a constructor has no state
    private final BiFunction<Channel, AlertLinks, MessageFormat> format;

    ChannelKind(BiFunction<Channel, AlertLinks, MessageFormat> format) {
      this.format = format;
    }

    MessageFormat format(Channel channel, String externalUrl) {
      return format.apply(channel, new AlertLinks(externalUrl));
    }
  }

  /**
   * A channel, which is one receiver of notifications.
   *
   * @param name also names its cursor: a renamed channel is a new one
   * @param url the base URL of an Alertmanager; may contain a secret and is never printed
   * @param secret signs the messages to a webhook; null for unsigned
   * @param minSeverity less severe alerts are not sent
   * @param timeout for connecting, and again for the response
   */
  public record Channel(
      String name,
      ChannelKind kind,
      String url,
      @Nullable String secret,
      Severity minSeverity,
      Duration timeout) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    public Channel {
      requireNonNull(kind, "kind");
      requireNonNull(minSeverity, "minSeverity");
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "the name of a channel is 1 to 63 lower-case letters, digits, dots, hyphens and"
                + " underscores, the first a letter or digit");
      }
      checkedUrl(url);
      if (secret != null && secret.isEmpty()) {
        throw new IllegalArgumentException("the secret of channel " + name + " is empty");
      }
      requirePositive(timeout, "timeout");
    }

    /** Without url and secret, so that printing a configuration does not reveal them. */
    @Override
    public String toString() {
      return "Channel[" + name + ", " + kind + ", " + minSeverity + "]";
    }
  }

  static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /**
   * Answers a valid URL unchanged.
   *
   * @throws IllegalArgumentException for others; its message does not contain the URL, which may be
   *     a secret
   */
  public static String checkedUrl(String url) {
    if (!isUrl(url)) {
      throw new IllegalArgumentException(
          "the url must be http:// or https:// with a host, without user or fragment");
    }
    return url;
  }

  private static boolean isUrl(String url) {
    try {
      URI uri = new URI(url);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
    } catch (URISyntaxException notAUrl) {
      return false;
    }
  }

  private static void requirePositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " must be longer than zero");
    }
  }
}
