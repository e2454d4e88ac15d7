package io.sonde.web.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe finds on the page that a browser shows. */
public final class Accessibility {
  /** Each finding is one line: its weight, its rule, and what it was found at. */
  private static final String RUN =
      """
      const done = arguments[0];
      axe.run(document, { resultTypes: ['violations'] })
        .then(({ violations }) => done(violations.flatMap((v) => v.nodes.map((node) =>
          `${v.impact} ${v.id}: ${node.target.join(' ')} (${node.any.concat(node.all, node.none).map((c) => c.message).join('; ')})`))))
        .catch((e) => done([`serious axe: ${e}`]));
      """;

  private final Browser browser;
  private final String axe;

  /** Looks at what this browser shows. */
  public Accessibility(Browser browser) {
    this.browser = browser;
    try (InputStream in = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new IllegalStateException("axe.min.js is not on the class path");
      }
      this.axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All findings. */
  public List<String> findings() {
    if (Boolean.FALSE.equals(browser.script("return 'axe' in window"))) {
      browser.script(axe);
    }
    return browser.await(RUN).stream().map(Object::toString).toList();
  }

  /** Those that keep somebody from using the page: of the weights serious and critical. */
  public List<String> obstacles() {
    return findings().stream().filter(line -> line.matches("(serious|critical) .*")).toList();
  }
}
