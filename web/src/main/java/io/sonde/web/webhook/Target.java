package io.sonde.web.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a webhook's requests go.
 *
 * @param tls whether by HTTPS
 * @param host a name or an address, in small letters, without brackets
 * @param port within [1, 65535]
 * @param path with its query
 */
record Target(boolean tls, String host, int port, String path) {
  private static final int LONGEST = 2000;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Reads a URL.
   *
   * @throws RefusedTargetException with a sentence when it is none that could be called
   */
  static Target parse(String url) {
    if (url.length() > LONGEST) {
      throw new RefusedTargetException(
          "a URL has at most " + LONGEST + " characters, got " + url.length());
    }
    URI uri = uri(url);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https");
    if ((!tls && !scheme.equals("http")) || uri.getHost() == null) {
      throw refused(url, "an address that begins with https:// and names a host");
    }
    if (uri.getRawUserInfo() != null) {
      throw new RefusedTargetException("a URL with a name or password in front of '@' is not kept");
    }
    if (uri.getRawFragment() != null) {
      throw refused(url, "no '#' in it");
    }
    int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
    if (port < 1 || port > HIGHEST_PORT) {
      throw refused(url, "a port within [1, " + HIGHEST_PORT + "]");
    }
    return new Target(tls, host(url, uri), port, path(uri));
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw refused(url, "one such as https://example.org/hook (" + e.getReason() + ")");
    }
  }

  private static String host(String url, URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (host.contains("%")) {
      throw refused(url, "no zone in its address");
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String path(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static RefusedTargetException refused(String url, String expected) {
    String shown = url.replaceAll("\\p{Cntrl}", "\uFFFD");
    return new RefusedTargetException("as a URL expected " + expected + ", got '" + shown + "'");
  }
}
