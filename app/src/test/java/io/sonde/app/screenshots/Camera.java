package io.sonde.app.screenshots;

import static org.awaitility.Awaitility.await;

import io.sonde.web.browser.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Pictures of pages, light and dark, each small enough for a repository. */
final class Camera {
  private static final int WIDTH = 1280;
  private static final int PHONE = 390;
  private static final int HIGHEST = 1500;
  private static final int MOST_BYTES = 40_000;
  private static final String END_OF_CONTENT =
      "return Math.ceil(40 + Math.max(...[...document.querySelectorAll('main > *')]"
          + ".map((e) => e.getBoundingClientRect().bottom)))";
  private final Browser browser;
  private final Path folder;

  Camera(Browser browser, Path folder) {
    this.browser = browser;
    this.folder = folder;
  }

  /** Of a page, once what the selector names is there. */
  void take(String name, String address, String there) throws IOException {
    size(WIDTH, HIGHEST, false);
    browser.go(address);
    await().atMost(Duration.ofMinutes(1)).until(() -> !browser.all(there).isEmpty());
    takeAsItIs(name);
  }

  /** Of a page as a phone shows it. */
  void takeOnPhone(String name, String address, String there) throws IOException {
    size(PHONE, HIGHEST, true);
    browser.go(address);
    await().atMost(Duration.ofMinutes(1)).until(() -> !browser.all(there).isEmpty());
    both(name, PHONE);
  }

  /** Of what the browser shows. */
  void takeAsItIs(String name) throws IOException {
    both(name, WIDTH);
  }

  private void size(int width, int height, boolean phone) {
    browser.resize(width, height, phone);
  }

  private void both(String name, int width) throws IOException {
    for (String theme : new String[] {"light", "dark"}) {
      browser.prefer(theme);
      browser.settle();
      Files.write(folder.resolve(name + "-" + theme + ".webp"), small(width));
    }
    browser.prefer("light");
  }

  /** As good as fits. */
  private byte[] small(int width) {
    long height = Math.min(HIGHEST, (Long) browser.script(END_OF_CONTENT));
    byte[] picture = new byte[0];
    for (int quality = 90; quality >= 30; quality -= 10) {
      picture = browser.picture(width, (int) height, quality);
      if (picture.length <= MOST_BYTES) {
        break;
      }
    }
    return picture;
  }
}
