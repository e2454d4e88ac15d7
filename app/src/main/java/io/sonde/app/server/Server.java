package io.sonde.app.server;

import io.sonde.app.home.Home;
import io.sonde.app.home.SecretKey;
import io.sonde.app.home.ServerLock;
import io.sonde.app.home.ServerRecord;
import io.sonde.app.program.VersionText;
import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.report.TokenKey;
import io.sonde.search.spec.SpecException;
import io.sonde.search.sweep.Journal;
import io.sonde.search.sweep.StoredInsights;
import io.sonde.search.sweep.Sweeps;
import io.sonde.store.Store;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import io.sonde.trial.artifact.StoredArtifacts;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.launch.AttemptReports;
import io.sonde.trial.retention.Retention;
import io.sonde.web.WebPorts;
import io.sonde.web.WebServer;
import io.sonde.web.WebSettings;
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
  private final Supplier<CompletableFuture<Void>> settle;

  private Server(
      OpenParts parts,
      StoreHealth health,
      Sweeps sweeps,
      URI address,
      Supplier<CompletableFuture<Void>> settle) {
    this.parts = parts;
    this.health = health;
    this.sweeps = sweeps;
    this.address = address;
    this.settle = settle;
  }

  /**
   * Starts a server; returns once it answers. Throws {@link io.sonde.app.program.UserError} and the
   * rooms' own exceptions, with a sentence each, when something is in the way; nothing is left
   * then.
   */
  public static Server start(ServerSettings settings) {
    settings.web(1);
    Home home = settings.home().writable();
    ProgramLog.into(home);
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
    WebSettings web = settings.web(PortChoice.choose(home, settings.host(), settings.port()));
    URI address = settings.address(web.port());
    Clock clock = Clock.systemUTC();
    StoreHealth health = new StoreHealth(System.err);

    Store store = parts.add(Store.open(database(settings, parts)));
    store.own(address.toString());
    Journal journal =
        parts.add(new Journal(store.sweeps(), clock, PATIENCE_WITH_THE_DATABASE, health));
    settings.backend().doubt(address).ifPresent(doubt -> System.err.println("sonde: " + doubt));
    TrialPlace place = TrialPlace.of(settings.backend(), home, address);
    Scheduler scheduler = parts.add(new Scheduler(place.backend(), store.leases(), place.probes()));
    scheduler.recover();
    TokenKey key = SecretKey.of(home);
    CompletableFuture<ReportInbox> inbox = new CompletableFuture<>();
    AttemptReports reports = new AttemptReports(inbox::join);
    Launchers launchers = Launchers.of(place, scheduler, reports, key, parts);
    RunFolders folders = new RunFolders(place.sweeps());
    SpecParts specs = new SpecParts();
    parts.add(new Retention(journal, store.sweeps(), specs.reader(), folders, TIDYING));
    Sweeps sweeps =
        new Sweeps(
            store.sweeps(), journal, specs.reader(), specs.kinds(), launchers.trials(), clock, key);
    inbox.complete(sweeps);
    WebPorts ports =
        new WebPorts(
            store.reader(),
            new StoredInsights(store.sweeps(), store.reader(), specs.reader()),
            new StoredArtifacts(folders),
            sweeps,
            launchers.trials(),
            launchers.desk(),
            journal,
            new ServerDevices(scheduler, launchers.attempts()),
            specs::schema,
            VersionText.version(),
            clock);
    parts.add(new WebServer(web, ports)).start();
    parts.add(sweeps);
    new ServerRecord(address, ProcessHandle.current().pid()).write(home);
    parts.add(() -> ServerRecord.remove(home));
    Supplier<CompletableFuture<Void>> settle =
        () ->
            sweeps.settle().thenCompose(ok -> launchers.settle().get()).thenRun(scheduler::settle);
    return new Server(parts, health, sweeps, address, settle);
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

  /** Goes on with every unfinished sweep; answers a sentence for each. */
  public List<String> takeUp() {
    List<String> said = new ArrayList<>();
    for (int sweep : sweeps.unfinished()) {
      try {
        sweeps.resume(sweep, Overrides.NONE);
        said.add("Sweep " + sweep + " goes on: " + address.resolve("/sweeps/" + sweep));
      } catch (SpecException e) {
        said.add("Sweep " + sweep + " cannot go on: " + e.getMessage());
      }
    }
    settle();
    return said;
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
