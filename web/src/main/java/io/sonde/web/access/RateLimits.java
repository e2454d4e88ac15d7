package io.sonde.web.access;

import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How much one caller may ask for. The machine's own user is not limited, nor are the workers,
 * whose routes stand before this. Thread-safe.
 */
public final class RateLimits {
  /** At once, and a second in the long run, of one address and of one token. */
  static final int REQUESTS = 2000;

  private static final double REQUESTS_PER_SECOND = 200;

  /** Wrong tokens at once, of one address. */
  static final int WRONG_TOKENS = 20;

  private static final double WRONG_TOKENS_PER_SECOND = 0.2;

  /** Event streams and waiting requests at a time, of one token. */
  static final int STREAMS = 200;

  private static final int LOCAL_STREAMS = 5000;

  /** Queries at a time that read whole sweeps, of one token. */
  static final int HEAVY_QUERIES = 4;

  private static final int LOCAL_HEAVY_QUERIES = 12;

  private final Visitors visitors;
  private final TokenBuckets addresses;
  private final TokenBuckets tokens;
  private final TokenBuckets wrong;
  private final ConcurrentUse streams = new ConcurrentUse();
  private final ConcurrentUse heavy = new ConcurrentUse();

  /** By this clock. */
  public RateLimits(Visitors visitors, Clock clock) {
    this.visitors = visitors;
    this.addresses = new TokenBuckets(REQUESTS, REQUESTS_PER_SECOND, clock);
    this.tokens = new TokenBuckets(REQUESTS, REQUESTS_PER_SECOND, clock);
    this.wrong = new TokenBuckets(WRONG_TOKENS, WRONG_TOKENS_PER_SECOND, clock);
  }

  /** Counts a request of whoever it is. */
  public void address(RoutingContext context) {
    String address = visitors.address(context.request());
    Optional<Duration> wait =
        Loopback.isLoopback(address) ? Optional.empty() : addresses.take(network(address));
    goOn(context, wait, "This address sends too many requests.");
  }

  /** Counts a request of a caller who is known. */
  public void token(RoutingContext context) {
    Caller caller = Caller.of(context);
    goOn(
        context,
        caller.remote() ? tokens.take(caller.id()) : Optional.empty(),
        "This token sends too many requests.");
  }

  private static void goOn(RoutingContext context, Optional<Duration> wait, String sentence) {
    if (wait.isEmpty()) {
      context.next();
    } else {
      context.fail(tooMany(context, wait.get(), sentence));
    }
  }

  private static HttpProblem tooMany(RoutingContext context, Duration wait, String sentence) {
    long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
    context.response().putHeader("Retry-After", Long.toString(seconds));
    return new HttpProblem(
        429, "TOO_MANY", sentence + " Try again in " + seconds + " s, as Retry-After says.");
  }

  /** Whether so many tokens from an address were wrong that it may not guess on. */
  boolean guessing(HttpServerRequest request) {
    return wrong.look(network(visitors.address(request))).isPresent();
  }

  /** Counts a wrong token; the problem to answer once there were too many. */
  Optional<HttpProblem> wrongToken(RoutingContext context) {
    return wrong
        .take(network(visitors.address(context.request())))
        .map(wait -> tooMany(context, wait, "Too many tokens from this address were wrong."));
  }

  /**
   * Begins an event stream, or a request that waits. Where its caller has too many, the request
   * fails and nothing is answered.
   *
   * @return to be run once when it ends
   */
  public Optional<Runnable> stream(RoutingContext context) {
    Caller caller = Caller.of(context);
    if (streams.enter(caller.id(), caller.remote() ? STREAMS : LOCAL_STREAMS)) {
      return Optional.of(() -> streams.leave(caller.id()));
    }
    context.fail(
        tooMany(
            context,
            Duration.ofSeconds(10),
            "This token has too many open event streams and waits."));
    return Optional.empty();
  }

  /** Lets a query that reads a whole sweep through, unless its caller has too many under way. */
  public void heavy(RoutingContext context) {
    Caller caller = Caller.of(context);
    if (context.response().closed()) {
      return;
    }
    if (heavy.enter(caller.id(), caller.remote() ? HEAVY_QUERIES : LOCAL_HEAVY_QUERIES)) {
      Work.after(context, () -> heavy.leave(caller.id()));
      context.next();
    } else {
      context.fail(
          tooMany(
              context, Duration.ofSeconds(1), "This token has too many large queries under way."));
    }
  }

  /** An address, or the network of 64 bits that one visitor has of IPv6. */
  private static String network(String address) {
    try {
      byte[] bytes = address.contains(":") ? InetAddress.getByName(address).getAddress() : null;
      return bytes == null || bytes.length != 16
          ? address
          : HexFormat.of().formatHex(Arrays.copyOf(bytes, 8));
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
