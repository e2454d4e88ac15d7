package io.sonde.web;

import io.sonde.web.access.AccessTokens;
import io.sonde.web.access.AuditLog;
import io.sonde.web.access.Auditor;
import io.sonde.web.access.Authentication;
import io.sonde.web.access.BrowserRules;
import io.sonde.web.access.CrossSiteCheck;
import io.sonde.web.access.Doorkeeper;
import io.sonde.web.access.Guard;
import io.sonde.web.access.HostCheck;
import io.sonde.web.access.RateLimits;
import io.sonde.web.access.RouteRules;
import io.sonde.web.access.Sessions;
import io.sonde.web.access.SlowRequests;
import io.sonde.web.access.Visitors;
import io.sonde.web.api.AnalysisRoutes;
import io.sonde.web.api.ArtifactRoutes;
import io.sonde.web.api.AskRoutes;
import io.sonde.web.api.AuditRoutes;
import io.sonde.web.api.ControlRoutes;
import io.sonde.web.api.DeviceRoutes;
import io.sonde.web.api.ExportRoutes;
import io.sonde.web.api.GateRoutes;
import io.sonde.web.api.HealthRoutes;
import io.sonde.web.api.InsightRoutes;
import io.sonde.web.api.LogRoutes;
import io.sonde.web.api.NoteRoutes;
import io.sonde.web.api.SpecRoutes;
import io.sonde.web.api.StructureRoutes;
import io.sonde.web.api.SweepRoutes;
import io.sonde.web.api.SystemRoutes;
import io.sonde.web.api.TellRoutes;
import io.sonde.web.api.TokenRoutes;
import io.sonde.web.api.TrialControlRoutes;
import io.sonde.web.api.WebhookRoutes;
import io.sonde.web.api.WorkerRoutes;
import io.sonde.web.asset.Assets;
import io.sonde.web.chart.Charts;
import io.sonde.web.contract.ApiContract;
import io.sonde.web.contract.ContractRoutes;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.RequestId;
import io.sonde.web.http.RouteTemplates;
import io.sonde.web.http.UnreadableRequests;
import io.sonde.web.http.Work;
import io.sonde.web.live.EventStreams;
import io.sonde.web.live.SweepWait;
import io.sonde.web.metrics.MetricsRoutes;
import io.sonde.web.metrics.RequestTimes;
import io.sonde.web.outcome.ReportRoutes;
import io.sonde.web.page.AnalysisPages;
import io.sonde.web.page.ApiPages;
import io.sonde.web.page.AuditPages;
import io.sonde.web.page.ComparePages;
import io.sonde.web.page.DeletePages;
import io.sonde.web.page.DevicePages;
import io.sonde.web.page.EnqueuePages;
import io.sonde.web.page.ErrorPages;
import io.sonde.web.page.ExperimentPages;
import io.sonde.web.page.LoginRoutes;
import io.sonde.web.page.NetworkPages;
import io.sonde.web.page.NewSweepPages;
import io.sonde.web.page.NotePages;
import io.sonde.web.page.PageRoutes;
import io.sonde.web.page.SteeringRoutes;
import io.sonde.web.page.Templates;
import io.sonde.web.page.TokenPages;
import io.sonde.web.page.WebhookPages;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web server: REST API, worker protocol, live events and pages. Not started by its constructor;
 * {@link #close} ends its connections and threads, a second time nothing. Thread-safe.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final int START_SECONDS = 30;

  /** So long a close waits for requests that are under way, whose clients have lost them. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private final WebSettings settings;
  private final Vertx vertx;
  private final HttpServer server;
  private final Templates templates;
  private final Work work;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final PageRoutes pages;
  private final Router router;
  private final RouteTemplates places;

  /** A server of these ports that does not listen yet. */
  public WebServer(WebSettings settings, WebPorts ports) {
    this.settings = settings;
    this.vertx = Vertx.vertx(options());
    Assets assets = new Assets();
    this.templates = new Templates(assets, ports.version());
    this.work = new Work(vertx);
    this.pages = pages(ports, work);
    this.router = router(ports, assets, work);
    this.places = RouteTemplates.of(router);
    this.server =
        new SlowRequests(SlowRequests.Limits.USUAL)
            .watch(
                vertx,
                vertx
                    .createHttpServer(serverOptions())
                    .invalidRequestHandler(new UnreadableRequests()),
                router);
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
  }

  /**
   * Makes the first pages for nobody, in the background, see {@link PageRoutes#warmUp}. Where it
   * fails, as when the database is away, the first pages take longer and nothing else.
   */
  public void warmUp() {
    Thread thread = new Thread(this::makeFirstPages, "sonde-first-pages");
    thread.setDaemon(true);
    thread.start();
  }

  private void makeFirstPages() {
    try {
      pages.warmUp();
    } catch (RuntimeException e) {
      LOG.debug("no page was made before somebody asked", e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** The places that it answers at. */
  RouteTemplates places() {
    return places;
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
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      try {
        await(server.close());
        work.awaitRest(LONGEST_REST);
      } finally {
        await(vertx.close());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the web server did not close", e);
    }
  }

  /** Nothing here speaks WebSocket or HTTP/2 without TLS, which would look at every request. */
  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setCompressionSupported(true)
        .setMaxFormAttributeSize(NewSweepPages.BODY_BYTES)
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

  private PageRoutes pages(WebPorts ports, Work work) {
    return new PageRoutes(
        ports.reader(),
        ports.insights(),
        ports.spaces(),
        ports.analysis(),
        ports.structures(),
        ports.artifacts(),
        ports.devices(),
        ports.notes(),
        ports.clock(),
        templates,
        work);
  }

  private Router router(WebPorts ports, Assets assets, Work work) {
    Router router = Router.router(vertx);
    router.route().handler(new RequestId());
    router.route().handler(new RequestTimes(ports.metrics(), this::places));
    router.route().handler(new BrowserRules());
    if (settings.adminToken().isEmpty() && !settings.exposed()) {
      router.route().handler(new HostCheck());
    }
    new WorkerRoutes(ports.desk(), ports.inbox(), work).addTo(router);
    new TellRoutes(ports.external(), work).addTo(router);
    Visitors visitors = new Visitors(settings.proxies());
    RateLimits limits = new RateLimits(visitors, ports.clock());
    AuditLog audit = new AuditLog(ports.access(), ports.clock());
    router.route().handler(limits::address);
    router.route().handler(new Auditor(audit, visitors, ports.clock(), work));
    router.route().handler(new CrossSiteCheck());
    new HealthRoutes(ports.readiness(), ports.clock(), work).addTo(router);
    assets.addTo(router);
    AccessTokens tokens = new AccessTokens(ports.access(), ports.clock());
    guard(tokens, router, ports, visitors, limits, work);
    new AuditRoutes(audit, work).addTo(router);
    new AuditPages(audit, ports.clock(), templates, work).addTo(router);
    new TokenRoutes(tokens, ports.clock(), work).addTo(router);
    new WebhookRoutes(ports.webhooks(), work).addTo(router);
    new SystemRoutes(ports.version(), ports.schema(), work).addTo(router);
    new MetricsRoutes(ports.metrics(), ports.reader(), ports.devices(), ports.connections(), work)
        .addTo(router);
    addApi(router, ports, limits, work);
    Charts charts = new Charts(ports.analysis(), ports.spaces(), ports.insights());
    new AnalysisRoutes(ports.reader(), charts, work).addTo(router);
    new AnalysisPages(ports.reader(), charts, templates, work).addTo(router);
    new ComparePages(ports.reader(), charts, ports.clock(), templates, work).addTo(router);
    pages.addTo(router);
    new NetworkPages(ports.reader(), ports.structures(), templates, work).addTo(router);
    new NewSweepPages(ports.reader(), ports.control(), ports.examples(), templates, work)
        .addTo(router);
    new EnqueuePages(ports.reader(), ports.control(), templates, work).addTo(router);
    new ExperimentPages(ports.reader(), ports.clock(), templates, work).addTo(router);
    new NotePages(ports.reader(), ports.notes(), ports.clock(), templates, work).addTo(router);
    new DeletePages(ports.reader(), ports.control(), templates, work).addTo(router);
    new SteeringRoutes(ports.reader(), ports.control(), work).addTo(router);
    ApiContract contract = new ApiContract();
    new ContractRoutes(contract, work).addTo(router);
    new ApiPages(contract, templates, work).addTo(router);
    new DevicePages(ports.devices(), ports.reader(), ports.clock(), templates, work).addTo(router);
    new TokenPages(tokens, ports.clock(), templates, work).addTo(router);
    new WebhookPages(ports.webhooks(), ports.clock(), templates, work).addTo(router);
    ErrorPages failures = new ErrorPages(templates, work);
    router.route().failureHandler(failures);
    router.errorHandler(404, failures).errorHandler(405, failures);
    return router;
  }

  /** Routes that are added after this ask who is there, and need a rule. */
  private void guard(
      AccessTokens tokens,
      Router router,
      WebPorts ports,
      Visitors visitors,
      RateLimits limits,
      Work work) {
    Sessions sessions = new Sessions(ports.clock());
    Doorkeeper keeper =
        new Doorkeeper(
            tokens, sessions, settings.adminToken(), settings.localSecret(), settings.exposed());
    Authentication authentication = new Authentication(keeper, sessions, visitors, limits, work);
    new LoginRoutes(authentication, templates, work).addTo(router);
    router.route().handler(authentication).handler(limits::token);
    new Guard(ports.reader(), work).addTo(router, RouteRules.all());
    RouteRules.heavy().forEach(path -> router.route(path).handler(limits::heavy));
    router.get("/sweeps/:sweep").handler(context -> learning(context, limits));
  }

  /** A page that waits for the models of a large sweep is as costly as they are. */
  private static void learning(RoutingContext context, RateLimits limits) {
    if (Parameters.flag(context, "learn")) {
      limits.heavy(context);
    } else {
      context.next();
    }
  }

  /** The routes, for the test that each has a rule. */
  List<Route> routes() {
    return router.getRoutes();
  }

  private void addApi(Router router, WebPorts ports, RateLimits limits, Work work) {
    SweepWait wait = new SweepWait(vertx, ports.feed());
    new SweepRoutes(ports.reader(), ports.clock(), wait, limits, work).addTo(router);
    new GateRoutes(ports.reader(), work).addTo(router);
    new ReportRoutes(ports.reader(), ports.insights(), ports.clock(), work).addTo(router);
    new InsightRoutes(ports.reader(), ports.insights(), work).addTo(router);
    new ControlRoutes(ports.reader(), ports.control(), limits, work).addTo(router);
    new TrialControlRoutes(ports.reader(), ports.control(), work).addTo(router);
    new AskRoutes(ports.external(), limits, ports.clock(), work).addTo(router);
    new NoteRoutes(ports.reader(), ports.notes(), ports.clock(), work).addTo(router);
    new SpecRoutes(ports.reader(), ports.control(), work).addTo(router);
    new ExportRoutes(ports.reader(), work).addTo(router);
    new LogRoutes(ports.reader(), work).addTo(router);
    new StructureRoutes(ports.structures(), work).addTo(router);
    new DeviceRoutes(ports.devices(), ports.reader(), work).addTo(router);
    new ArtifactRoutes(ports.reader(), ports.artifacts(), work).addTo(router);
    new EventStreams(vertx, ports.reader(), ports.feed(), settings.streamLife(), limits, work)
        .addTo(router);
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
