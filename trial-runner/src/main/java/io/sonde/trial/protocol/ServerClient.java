package io.sonde.trial.protocol;

import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * A worker's side of the protocol. A message that does not arrive, or is answered by a server's own
 * error, is sent again with growing pauses until patience ends: the server takes a repeated message
 * once. Thread-safe.
 */
public final class ServerClient {
  /** How long a server may be away, such as for a restart. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONG_CALL = Duration.ofSeconds(60);

  private final WorkerSession session;
  private final Duration patience;
  private final HttpClient http;

  /** Takes the session, and how long to try. */
  public ServerClient(WorkerSession session, Duration patience) {
    this.session = session;
    this.patience = patience;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    boolean plain = "http".equals(session.server().getScheme());
    this.http = (plain ? builder.sslContext(withoutAuthorities()) : builder).build();
  }

  /** Java reads all certificate authorities for a client, some 0.3 s, also where none is needed. */
  private static SSLContext withoutAuthorities() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /**
   * Asks for the next assignment; empty when there is none for now and one should ask again.
   *
   * @throws FencedException when the worker should leave
   */
  public Optional<Assignment> next() throws FencedException, UnreachableException {
    HttpResponse<String> answer =
        post("workers/" + session.worker() + "/next", session.token(), "{}");
    return answer.statusCode() == 204
        ? Optional.empty()
        : Optional.of(Assignment.parse(answer.body()));
  }

  /** Reports one step; returns what to do next. */
  public Verdict report(AttemptId attempt, String token, Report report)
      throws FencedException, UnreachableException {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("step", report.step());
    message.put("metrics", Json.metrics(report.metrics()));
    String body = post(path(attempt, "reports"), token, Json.write(message)).body();
    Map<String, Object> answer = Json.map(body);
    String decision = Json.text(answer, "decision").toUpperCase(Locale.ROOT);
    return new Verdict(Decision.valueOf(decision), Json.text(answer, "reason"));
  }

  /** Tells the end of an attempt; returns once it is stored. */
  public void end(AttemptId attempt, String token, AttemptEnd end)
      throws FencedException, UnreachableException {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("outcome", outcome(end.cause()));
    message.put("cause", end.cause().word());
    message.put("reason", end.reason());
    message.put("metrics", Json.metrics(end.metrics()));
    post(path(attempt, "end"), token, Json.write(message));
  }

  private static String outcome(Cause cause) {
    return switch (cause) {
      case COMPLETED, STOPPED, PAUSED, INFEASIBLE -> cause.word();
      case DIVERGED, CRASH, OOM, TIMEOUT, LOST, CANCELLED -> "failed";
    };
  }

  private static String path(AttemptId attempt, String what) {
    return "attempts/" + attempt + "/" + what;
  }

  private HttpResponse<String> post(String path, String token, String body)
      throws FencedException, UnreachableException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(session.server() + "/api/v1/" + path))
            .timeout(LONG_CALL)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    long start = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return checked(http.send(request, HttpResponse.BodyHandlers.ofString()), path);
      } catch (IOException e) {
        if (System.nanoTime() - start > patience.toNanos()) {
          throw new UnreachableException(
              "no answer from %s for %d s: %s"
                  .formatted(session.server(), patience.toSeconds(), e.getMessage()),
              e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnreachableException("interrupted while waiting for the server", e);
      }
      pause = sleep(pause);
    }
  }

  private static Duration sleep(Duration pause) throws UnreachableException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while waiting for the server", e);
    }
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private static HttpResponse<String> checked(HttpResponse<String> answer, String path)
      throws FencedException, IOException {
    int status = answer.statusCode();
    if (status == 200 || status == 204) {
      return answer;
    }
    if (status >= 500) {
      throw new InterruptedIOException("the server answered " + status);
    }
    if (status == 400) {
      throw new IllegalStateException(
          "the server refused a message to %s: %s".formatted(path, answer.body()));
    }
    throw new FencedException("the server answered " + status + " to " + path);
  }
}
