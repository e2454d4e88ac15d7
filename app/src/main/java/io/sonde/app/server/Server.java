package io.sonde.app.server;

import io.sonde.app.home.Home;
import io.sonde.app.home.LocalSecret;
import io.sonde.app.home.SecretKey;
import io.sonde.app.home.ServerLock;
import io.sonde.app.home.ServerRecord;
import io.sonde.app.log.EventLog;
import io.sonde.app.program.VersionText;
import io.sonde.app.retention.Housekeeping;
import io.sonde.app.retention.OldSweeps;
import io.sonde.app.retention.RetentionChoice;
import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.port.ReportInbox;
import io.sonde.search.report.TokenKey;
import io.sonde.search.spec.SpecException;
import io.sonde.search.sweep.Journal;
import io.sonde.search.sweep.StoredInsights;
import io.sonde.search.sweep.StoredSpaces;
import io.sonde.search.sweep.StoredStructures;
import io.sonde.search.sweep.Sweeps;
import io.sonde.store.Store;
import io.sonde.store.database.Database;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import io.sonde.trial.artifact.StoredArtifacts;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.checkpoint.StoredFolders;
import io.sonde.trial.launch.AttemptReports;
import io.sonde.trial.retention.OldFiles;
import io.sonde.trial.retention.Retention;
import io.sonde.web.WebPorts;
import io.sonde.web.WebServer;
import io.sonde.web.WebSettings;
import io.sonde.web.access.AccessTokens;
import io.sonde.web.metrics.Metrics;
import io.sonde.web.port.ConnectionUse;
import io.sonde.web.webhook.Webhooks;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. Thread-safe. */
public final class Server implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Server.class);
  private static final Duration PATIENCE_WITH_THE_DATABASE = Duration.ofMinutes(3);

  /** Between two looks at what can be removed from the disk. */
  private static final Duration TIDYING = Duration.ofSeconds(1);

  private final OpenParts parts;
  private final StoreHealth health;
  private final Sweeps sweeps;
  private final URI address;
  private final String secret;
  private final Supplier<CompletableFuture<Void>> settle;

  private Server(
      OpenParts parts,
      StoreHealth health,
      Sweeps sweeps,
      URI address,
      String secret,
      Supplier<CompletableFuture<Void>> settle) {
    this.parts = parts;
    this.health = health;
    this.sweeps = sweeps;
    this.address = address;
    this.secret = secret;
    this.settle = settle;
  }

  /**
   * Starts a server; returns once it answers. Throws {@link io.sonde.app.program.UserError} and the
   * rooms' own exceptions, with a sentence each, when something is in the way; nothing is left
   * then.
   */
  public static Server start(ServerSettings settings) {
    settings.web(1, "");
    Home home = settings.home().writable();
    OpenParts parts = new OpenParts();
    try {
      return open(settings, home, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Server open(ServerSettings settings, Home home, OpenParts parts) {
    parts.add(ServerLock.acquire(home));
    // What a killed server left names a port that may be somebody else's by now.
    ServerRecord.remove(home);
    String secret = LocalSecret.make(home);
    parts.add(() -> LocalSecret.remove(home));
    WebSettings web =
        settings.web(PortChoice.choose(home, settings.host(), settings.port()), secret);
    if (settings.database().outside().isEmpty() && !home.hasDatabase()) {
      // Said before a database is made that would hold no token.
      ServerSettings.requireGuard(web, false);
    }
    URI address = settings.address(web.port());
    Clock clock = Clock.systemUTC();
    Metrics metrics = parts.add(new Metrics());
    StoreHealth health = new StoreHealth(System.err, metrics);

    Store store = parts.add(Store.open(database(settings, parts)));
    ServerSettings.requireGuard(web, new AccessTokens(store.access(), clock).anyAdmin());
    store.own(address.toString());
    Journal journal =
        parts.add(new Journal(store.sweeps(), clock, PATIENCE_WITH_THE_DATABASE, health));
    parts.add(new EventLog(journal));
    settings.backend().doubt(address).ifPresent(doubt -> System.err.println("sonde: " + doubt));
    TrialPlace place = TrialPlace.of(settings.backend(), home, address, store.leases());
    Scheduler scheduler = parts.add(new Scheduler(place.backend(), store.leases(), place.probes()));
    scheduler.recover();
    TokenKey key = SecretKey.of(home);
    CompletableFuture<ReportInbox> inbox = new CompletableFuture<>();
    AttemptReports reports = new AttemptReports(inbox::join);
    Launchers launchers = Launchers.of(place, scheduler, reports, key, parts);
    RunFolders folders = new RunFolders(place.sweeps());
    SpecParts specs = new SpecParts();
    parts.add(new Retention(journal, store.sweeps(), specs.reader(), folders, TIDYING));
    housekeeping(settings.retention(), store, specs, folders, metrics).ifPresent(parts::add);
    Sweeps sweeps =
        new Sweeps(
            store.sweeps(),
            store.reader(),
            new StoredFolders(folders),
            journal,
            specs.reader(),
            specs.kinds(),
            launchers.trials(),
            clock,
            key);
    inbox.complete(metrics.timed(sweeps));
    Webhooks webhooks =
        parts.add(
            new Webhooks(
                store.webhooks(),
                store.milestones(),
                store.reader(),
                journal,
                key,
                settings.webhookTargets(),
                "Sonde/" + VersionText.version(),
                clock));
    WebPorts ports =
        new WebPorts(
            store.reader(),
            new StoredInsights(store.sweeps(), store.reader(), specs.reader()),
            store.analysis(),
            new StoredSpaces(store.sweeps(), specs.reader()),
            new StoredStructures(store.sweeps(), store.reader(), specs.reader(), specs.kinds()),
            new StoredArtifacts(folders),
            sweeps,
            launchers.trials(),
            launchers.desk(),
            sweeps.external(),
            journal,
            new ServerDevices(scheduler, launchers.attempts()),
            ShippedExamples.installed(),
            store.notes(),
            store.access(),
            webhooks,
            () -> missing(health, store.database()),
            metrics,
            () -> connections(store.database()),
            specs::schema,
            VersionText.version(),
            clock);
    WebServer server = parts.add(new WebServer(web, ports));
    server.start();
    server.warmUp();
    parts.add(sweeps);
    webhooks.start();
    BackendChoice backend = settings.backend();
    new ServerRecord(
            address,
            ProcessHandle.current().pid(),
            web.exposed(),
            backend.kind().word(),
            backend.reportTo(address))
        .write(home);
    parts.add(() -> ServerRecord.remove(home));
    Supplier<CompletableFuture<Void>> settle =
        () ->
            sweeps.settle().thenCompose(ok -> launchers.settle().get()).thenRun(scheduler::settle);
    return new Server(parts, health, sweeps, address, secret, settle);
  }

  private static Optional<Housekeeping> housekeeping(
      RetentionChoice choice, Store store, SpecParts specs, RunFolders folders, Metrics metrics) {
    OldFiles files = new OldFiles(store.sweeps(), specs.reader(), folders);
    OldSweeps old = new OldSweeps(choice, store.reader(), store.thinning(), files);
    return choice.none()
        ? Optional.empty()
        : Optional.of(new Housekeeping(old, metrics, Clock.systemUTC()));
  }

  private static List<String> missing(StoreHealth health, Database database) {
    return health.trouble().isPresent()
        ? List.of("The database was away for too long: start this server again.")
        : database.trouble().stream().toList();
  }

  private static ConnectionUse connections(Database database) {
    return new ConnectionUse(
        database.activeConnections(),
        database.idleConnections(),
        database.awaitedConnections(),
        database.mostConnections());
  }

  private static DatabaseAddress database(ServerSettings settings, OpenParts parts) {
    Optional<DatabaseAddress> outside = settings.database().outside();
    return outside.isPresent()
        ? outside.get()
        : parts.add(EmbeddedPostgres.start(settings.home().folder())).address();
  }

  /** Where pages and API are. */
  public URI address() {
    return address;
  }

  /** With what the machine's own user enters it. */
  public String secret() {
    return secret;
  }

  /** Goes on with every unfinished sweep; answers a sentence for each that goes on or cannot. */
  public List<String> takeUp() {
    List<String> said = new ArrayList<>();
    sweeps.unfinished().forEach(sweep -> takeUp(sweep).ifPresent(said::add));
    settle();
    return said;
  }

  /** Whatever is wrong with one sweep, the others go on. */
  private Optional<String> takeUp(int sweep) {
    try {
      return sweeps.takeUpUnfinished(sweep)
          ? Optional.of("Sweep " + sweep + " goes on: " + address.resolve("/sweeps/" + sweep))
          : Optional.empty();
    } catch (SpecException e) {
      return Optional.of("Sweep " + sweep + " cannot go on: " + e.getMessage());
    } catch (RuntimeException e) {
      log.error("Sweep {} cannot be taken up.", sweep, e);
      return Optional.of(
          "Sweep " + sweep + " is not taken up; the log says why. To try again, resume it.");
    }
  }

  /**
   * All sweeps that are to go on have been taken up. What runs of others since an earlier server's
   * time is stopped; until now it was asked to wait.
   */
  public void settle() {
    var unused =
        settle
            .get()
            .whenComplete(
                (ok, e) -> {
                  if (e != null) {
                    log.error("What an earlier server left running cannot be sorted out.", e);
                  }
                });
  }

  /** Whether a sweep runs. */
  public boolean busy() {
    return !sweeps.running().isEmpty();
  }

  /** Returns once no sweep runs. */
  public void awaitIdle() {
    for (List<Integer> running = sweeps.running(); !running.isEmpty(); running = sweeps.running()) {
      running.forEach(sweep -> sweeps.whenDone(sweep).handle((state, e) -> state).join());
    }
  }

  /** Why the server cannot go on; empty while it can. */
  public Optional<String> trouble() {
    return health.trouble();
  }

  /** Waits until the server cannot go on; answers why. */
  public String awaitTrouble() {
    return health.awaitTrouble();
  }

  /** Interrupts the sweeps, then ends every process and closes every part. */
  @Override
  public void close() {
    parts.close();
  }
}
