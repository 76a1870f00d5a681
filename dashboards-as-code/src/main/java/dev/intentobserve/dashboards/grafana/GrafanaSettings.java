package dev.intentobserve.dashboards.grafana;

import dev.intentobserve.model.Redaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings from the environment.
 *
 * @param url of Grafana itself, without a slash at its end
 * @param token of a service account; never printed
 * @param folder uid of the folder for everything that we push
 * @param metrics uid of the metrics data source; empty to find it
 * @param force whether manual changes are overwritten
 * @param policies whether contact points and notification policies are pushed, too
 */
record GrafanaSettings(
    URI url, String token, String folder, String metrics, boolean force, boolean policies) {
  static final String DEFAULT_FOLDER = "intent-observe";

  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_-]{1,40}");
  // Printable ASCII: anything else would be refused as a header, in a message that shows the token.
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Set<String> YES = Set.of("1", "true", "yes");

  static GrafanaSettings from(Map<String, String> environment) throws GrafanaException {
    String folder = value(environment, "GRAFANA_FOLDER");
    return new GrafanaSettings(
        url(value(environment, "GRAFANA_URL")),
        token(value(environment, "GRAFANA_TOKEN")),
        folder(folder.isEmpty() ? DEFAULT_FOLDER : folder),
        value(environment, "GRAFANA_METRICS_UID"),
        YES.contains(value(environment, "FORCE")),
        YES.contains(value(environment, "GRAFANA_PUSH_POLICIES")));
  }

  boolean isUnencrypted() {
    String host = String.valueOf(url.getHost());
    return "http".equals(url.getScheme())
        && !Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
  }

  /** The title of the default folder; any other folder has its uid as title. */
  String folderTitle() {
    return folder.equals(DEFAULT_FOLDER) ? "Intent Observe" : folder;
  }

  String redact(String text) {
    return text.replace(token, Redaction.MARK);
  }

  @Override
  public String toString() {
    return "Settings[" + url + ", folder " + folder + "]";
  }

  private static String value(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
  }

  private static URI url(String text) throws GrafanaException {
    if (text.isEmpty()) {
      throw GrafanaException.configuration(
          "GRAFANA_URL is not set: the address of your Grafana, like https://NAME.grafana.net");
    }
    try {
      URI url = new URI(text.replaceAll("/+$", ""));
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && url.getRawUserInfo() == null && plain(url)) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The message below does not show the text, which may contain a password.
    }
    throw GrafanaException.configuration(
        "GRAFANA_URL is not an address like https://NAME.grafana.net: it must start with https://"
            + " or http:// and have no user, no ? and no #");
  }

  private static boolean plain(URI url) {
    return url.getRawQuery() == null && url.getRawFragment() == null;
  }

  private static String token(String text) throws GrafanaException {
    if (text.isEmpty()) {
      throw GrafanaException.configuration(
          "GRAFANA_TOKEN is not set: in Grafana, Administration > Users and access > Service"
              + " accounts, add one with the role Editor and give it a token (glsa_...)");
    }
    if (text.startsWith("glc_")) {
      throw GrafanaException.configuration(
          "GRAFANA_TOKEN is a glc_ token, which is for sending data to Grafana Cloud; pushing"
              + " dashboards takes a service account's token (glsa_...) with the role Editor");
    }
    if (!TOKEN.matcher(text).matches()) {
      throw GrafanaException.configuration(
          "GRAFANA_TOKEN contains blanks or characters that no token has");
    }
    return text;
  }

  private static String folder(String uid) throws GrafanaException {
    if (!FOLDER.matcher(uid).matches()) {
      throw GrafanaException.configuration(
          "GRAFANA_FOLDER is a uid: at most 40 letters, digits, - and _; not " + uid);
    }
    return uid;
  }
}
