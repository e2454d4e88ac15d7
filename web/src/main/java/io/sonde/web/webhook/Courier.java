package io.sonde.web.webhook;

import io.sonde.web.port.Delivery;
import io.sonde.web.port.Delivery.Attempt;
import io.sonde.web.port.Webhook;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one delivery: finds the addresses of its target, checks them, and connects to one of those
 * it has checked. It follows no redirect, uses no proxy, keeps no connection, waits no longer than
 * it was told, and reads only the beginning of the answer. Thread-safe.
 */
final class Courier implements AutoCloseable {
  /** How long looking up a name, and how long the exchange after it, may take. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** More than there are deliveries under way. */
  private static final int CONNECTIONS = 1000;

  private final Secrets secrets;
  private final TargetRules rules;
  private final TargetRules.Resolver resolver;
  private final Clock clock;
  private final String agent;
  private final Duration patience;
  private final Vertx vertx = Vertx.vertx(small());
  private final HttpClient client;
  private final ExecutorService lookups = Executors.newCachedThreadPool(Courier::lookup);

  /**
   * Sends for a program.
   *
   * @param agent its name and version
   * @param patience how long a look-up, and how long an exchange, may take
   * @param trust which servers are believed; a plain one believes whom this Java believes
   */
  Courier(
      Secrets secrets,
      TargetRules rules,
      TargetRules.Resolver resolver,
      Clock clock,
      String agent,
      Duration patience,
      HttpClientOptions trust) {
    this.secrets = secrets;
    this.rules = rules;
    this.resolver = resolver;
    this.clock = clock;
    this.agent = agent;
    this.patience = patience;
    this.client =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions(trust).setKeepAlive(false))
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
            .build();
  }

  private static VertxOptions small() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private static Thread lookup(Runnable task) {
    Thread thread = new Thread(task, "webhook-lookup");
    thread.setDaemon(true);
    return thread;
  }

  /** Sends a delivery once. The stage never fails. */
  CompletionStage<Attempt> send(Webhook webhook, Delivery delivery) {
    Instant at = clock.instant();
    long start = System.nanoTime();
    return CompletableFuture.supplyAsync(() -> request(webhook, delivery, at), lookups)
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(options -> exchange(options, delivery))
        .handle((answer, failure) -> attempt(at, start, answer, failure));
  }

  /** A request that is signed, to an address that is allowed. */
  private RequestOptions request(Webhook webhook, Delivery delivery, Instant at) {
    String secret =
        secrets
            .of(webhook)
            .orElseThrow(
                () ->
                    new RefusedTargetException(
                        "it was made with the key of another home: delete it and make it anew"));
    Target target = Target.parse(webhook.url());
    List<InetAddress> addresses = addresses(target);
    InetAddress address = addresses.get(delivery.attempts() % addresses.size());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(
                SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.tls())
            .setURI(target.path())
            .setFollowRedirects(false)
            .setConnectTimeout(patience.toMillis());
    options.putHeader("Content-Type", "application/json");
    options.putHeader("User-Agent", agent);
    options.putHeader("Sonde-Event", delivery.message().type());
    options.putHeader("Sonde-Delivery", String.valueOf(delivery.number()));
    options.putHeader("Sonde-Attempt", String.valueOf(delivery.attempts() + 1));
    options.putHeader(Signature.HEADER, Signature.of(secret, at, delivery.message().body()));
    return options;
  }

  private List<InetAddress> addresses(Target target) {
    try {
      return rules.addresses(target, resolver);
    } catch (UnknownHostException e) {
      throw new RefusedTargetException("no address is known of " + target.host());
    }
  }

  private CompletionStage<Post.Answer> exchange(RequestOptions options, Delivery delivery) {
    Post post = new Post(vertx, patience);
    Buffer body = Buffer.buffer(delivery.message().body());
    client.request(options).onSuccess(ready -> post.send(ready, body)).onFailure(post::fail);
    return post.done();
  }

  private Attempt attempt(
      Instant at, long start, Post.@Nullable Answer answer, @Nullable Throwable failure) {
    int millis = (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
    return answer == null
        ? new Attempt(at, OptionalInt.empty(), millis, "", problem(failure))
        : new Attempt(
            at, OptionalInt.of(answer.status()), millis, answer.text(), problem(answer.status()));
  }

  private static String problem(int status) {
    if (status >= 200 && status < 300) {
      return "";
    }
    return status >= 300 && status < 400
        ? "It answered " + status + ", which leads elsewhere; that is not followed."
        : "It answered " + status + ".";
  }

  private String problem(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
    if (cause instanceof RefusedTargetException) {
      return "Nothing was sent: " + said + ".";
    }
    return cause instanceof TimeoutException
        ? "There was no answer within " + patience.toSeconds() + " s."
        : "It could not be reached: " + (said.isEmpty() ? String.valueOf(cause) : why(cause)) + ".";
  }

  /** What went wrong, with what that came from, such as a certificate for another name. */
  private static String why(@Nullable Throwable failure) {
    String said = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !said.contains(message)) {
        said = said.isEmpty() ? message : said.replaceFirst("\\.$", "") + ": " + message;
      }
    }
    return said;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
