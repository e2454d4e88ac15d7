package io.sonde.web;

import io.sonde.web.access.BrowserRules;
import io.sonde.web.access.CrossSiteCheck;
import io.sonde.web.access.HostCheck;
import io.sonde.web.access.Sessions;
import io.sonde.web.access.TokenCheck;
import io.sonde.web.api.ArtifactRoutes;
import io.sonde.web.api.ControlRoutes;
import io.sonde.web.api.DeviceRoutes;
import io.sonde.web.api.ExportRoutes;
import io.sonde.web.api.GateRoutes;
import io.sonde.web.api.InsightRoutes;
import io.sonde.web.api.LogRoutes;
import io.sonde.web.api.SweepRoutes;
import io.sonde.web.api.SystemRoutes;
import io.sonde.web.api.WorkerRoutes;
import io.sonde.web.asset.Assets;
import io.sonde.web.http.Work;
import io.sonde.web.live.EventStreams;
import io.sonde.web.live.SweepWait;
import io.sonde.web.page.DevicePages;
import io.sonde.web.page.ErrorPages;
import io.sonde.web.page.LoginRoutes;
import io.sonde.web.page.PageRoutes;
import io.sonde.web.page.SteeringRoutes;
import io.sonde.web.page.Templates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The web server: REST API, worker protocol, live events and pages. Not started by its constructor;
 * {@link #close} ends its connections and threads. Thread-safe.
 */
public final class WebServer implements AutoCloseable {
  private static final int START_SECONDS = 30;
  private final WebSettings settings;
  private final Vertx vertx;
  private final HttpServer server;
  private final Templates templates;

  /** A server of these ports that does not listen yet. */
  public WebServer(WebSettings settings, WebPorts ports) {
    this.settings = settings;
    this.vertx = Vertx.vertx(options());
    Assets assets = new Assets();
    this.templates = new Templates(assets, settings.adminToken().isPresent(), ports.version());
    this.server = vertx.createHttpServer(serverOptions()).requestHandler(router(ports, assets));
  }

  /**
   * Listens; returns once connections are taken.
   *
   * @throws CannotListenException when the port is taken, or the address is none of this machine
   */
  public void start() {
    try {
      await(server.listen(settings.port(), settings.host()));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CannotListenException(
          "cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + " ("
              + cause.getMessage()
              + "): choose another port, or 0 for any free one",
          cause);
    }
    vertx.executeBlocking(Executors.callable(templates::warmUp), false);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Its address for this machine, such as {@code http://127.0.0.1:8080}. */
  public URI address() {
    String host = settings.host();
    boolean any = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    String name = any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port());
  }

  @Override
  public void close() {
    try {
      await(vertx.close());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the web server did not close", e);
    }
  }

  /** Nothing here speaks WebSocket or HTTP/2 without TLS, which would look at every request. */
  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setCompressionSupported(true)
        .setHttp2ClearTextEnabled(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private Router router(WebPorts ports, Assets assets) {
    Work work = new Work(vertx);
    Router router = Router.router(vertx);
    router.route().handler(new BrowserRules());
    if (settings.adminToken().isEmpty()) {
      router.route().handler(new HostCheck());
    }
    new WorkerRoutes(ports.desk(), ports.inbox(), work).addTo(router);
    router.route().handler(new CrossSiteCheck());
    SystemRoutes system = new SystemRoutes(ports.version(), ports.schema(), work);
    system.addOpenTo(router);
    assets.addTo(router);
    settings.adminToken().ifPresent(token -> askFor(token, router, ports, work));
    system.addTo(router);
    addApi(router, ports, work);
    new PageRoutes(
            ports.reader(), ports.insights(), ports.artifacts(), ports.clock(), templates, work)
        .addTo(router);
    new SteeringRoutes(ports.reader(), ports.control(), work).addTo(router);
    new DevicePages(ports.devices(), ports.reader(), ports.clock(), templates, work).addTo(router);
    ErrorPages failures = new ErrorPages(templates, work);
    router.route().failureHandler(failures);
    router.errorHandler(404, failures).errorHandler(405, failures);
    return router;
  }

  /** Routes that are added after this ask for the token. */
  private void askFor(String token, Router router, WebPorts ports, Work work) {
    TokenCheck check = new TokenCheck(token, new Sessions(ports.clock()));
    new LoginRoutes(check, templates, work).addTo(router);
    router.route().handler(check);
  }

  private void addApi(Router router, WebPorts ports, Work work) {
    SweepWait wait = new SweepWait(vertx, ports.feed());
    new SweepRoutes(ports.reader(), ports.clock(), wait, work).addTo(router);
    new GateRoutes(ports.reader(), work).addTo(router);
    new InsightRoutes(ports.reader(), ports.insights(), work).addTo(router);
    new ControlRoutes(ports.reader(), ports.control(), work).addTo(router);
    new ExportRoutes(ports.reader(), work).addTo(router);
    new LogRoutes(ports.reader(), work).addTo(router);
    new DeviceRoutes(ports.devices()).addTo(router);
    new ArtifactRoutes(ports.reader(), ports.artifacts(), work).addTo(router);
    new EventStreams(vertx, ports.reader(), ports.feed(), work).addTo(router);
  }

  private static <T> T await(Future<T> future) throws ExecutionException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    } catch (TimeoutException e) {
      throw new ExecutionException(e);
    }
  }
}
