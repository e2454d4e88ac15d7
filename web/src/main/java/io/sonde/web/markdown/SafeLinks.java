package io.sonde.web.markdown;

import java.util.regex.Pattern;
import org.commonmark.renderer.html.UrlSanitizer;

/** Lets only links pass that lead to the web, to mail, or to a page of this server. */
final class SafeLinks implements UrlSanitizer {
  /** Of this server: a path with one slash at its start, for two lead to another host. */
  private static final Pattern ALLOWED =
      Pattern.compile("(?i)(https?://|mailto:)[^\\p{Cntrl}\\s]+|/([^/\\\\\\p{Cntrl}\\s]\\S*)?");

  @Override
  public String sanitizeLinkUrl(String url) {
    return ALLOWED.matcher(url).matches() ? url : "";
  }

  /** No picture is shown. */
  @Override
  public String sanitizeImageUrl(String url) {
    return "";
  }
}
