package io.sonde.web.asset;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The files that pages load, from the class path. All stand in one folder that is named after the
 * hash of their contents: browsers keep them for ever, and a new version has a new address.
 * Thread-safe.
 */
public final class Assets {
  private static final String OWN = "/io/sonde/web/assets/";
  private static final String WEB_JARS = "/META-INF/resources/webjars/";

  /** They are sent as one, in this order: a browser shows nothing before it has them all. */
  private static final List<String> SHEETS =
      List.of("base.css", "tables.css", "charts.css", "forms.css", "narrow.css");

  private static final List<String> OWN_FILES =
      List.of(
          "icon.svg",
          "theme.js",
          "analysis.js",
          "axes.js",
          "charts.js",
          "compare.js",
          "figures.js",
          "live.js",
          "page.js",
          "parallel.js",
          "parts.js",
          "plots.js",
          "scale.js",
          "devices.js",
          "editor.js",
          "sweeps.js",
          "sweep.js",
          "trial.js");

  private static final Map<String, List<String>> SOURCES = sources();
  private final Map<String, Buffer> files = new LinkedHashMap<>();
  private final Map<String, Buffer> zipped = new ConcurrentHashMap<>();
  private final String folder;

  /** Reads all files. */
  public Assets() {
    MessageDigest digest = sha256();
    SOURCES.forEach(
        (name, parts) -> {
          Buffer file = Buffer.buffer();
          parts.forEach(part -> file.appendBytes(read(part)));
          digest.update(file.getBytes());
          files.put(name, file);
        });
    folder = "/assets/" + HexFormat.of().formatHex(digest.digest(), 0, 8) + "/";
  }

  private static Map<String, List<String>> sources() {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    sources.put("sonde.css", SHEETS.stream().map(sheet -> OWN + sheet).toList());
    OWN_FILES.forEach(own -> sources.put(own, List.of(OWN + own)));
    sources.put("htmx.js", List.of(WEB_JARS + "htmx.org/2.0.10/dist/htmx.min.js"));
    sources.put("echarts.js", List.of(WEB_JARS + "echarts/5.3.1/dist/echarts.common.min.js"));
    return sources;
  }

  /** The folder's address, with a slash at its end. */
  public String folder() {
    return folder;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/assets/:hash/:file").handler(this::send);
    router.get("/favicon.ico").handler(context -> context.redirect(folder + "icon.svg"));
  }

  private void send(RoutingContext context) {
    String name = context.pathParam("file");
    Buffer file = files.get(name);
    if (file == null || !context.request().path().equals(folder + name)) {
      context.fail(404);
      return;
    }
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.CONTENT_TYPE, mediaType(name))
            .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
            .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (takesGzip(context)) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
      response.end(zipped.computeIfAbsent(name, asked -> zip(file)));
    } else {
      response.end(file);
    }
  }

  private static boolean takesGzip(RoutingContext context) {
    return context.request().headers().getAll(HttpHeaders.ACCEPT_ENCODING).stream()
        .flatMap(header -> Stream.of(header.split(",", -1)))
        .anyMatch(coding -> coding.strip().equalsIgnoreCase("gzip"));
  }

  /** Once for all who ask: compressing the charts' library takes longer than sending it. */
  private static Buffer zip(Buffer file) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(file.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(zipped.toByteArray());
  }

  private static String mediaType(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".css" -> "text/css; charset=utf-8";
      case ".js" -> "text/javascript; charset=utf-8";
      default -> "image/svg+xml";
    };
  }

  private static byte[] read(String source) {
    try (InputStream in = Assets.class.getResourceAsStream(source)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + source);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
