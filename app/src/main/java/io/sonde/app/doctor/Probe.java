package io.sonde.app.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Asks a server, and tells how it went whatever comes. */
final class Probe {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private final URI address;
  private final Optional<String> token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  Probe(URI address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  /**
   * How a request went.
   *
   * @param status 0 where there was no answer
   * @param skew how far the server's clock is ahead of this machine's, where the answer tells its
   *     time
   * @param failure why there was no answer
   */
  record Reply(
      int status, String body, Duration took, Optional<Duration> skew, Optional<String> failure) {

    String told() {
      return failure.orElse("status " + status);
    }

    JsonNode json() {
      try {
        return Json.parse(body.isBlank() ? "{}" : body);
      } catch (JsonProcessingException e) {
        return Json.object();
      }
    }
  }

  Reply get(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT).GET();
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    Instant begin = Instant.now();
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Duration took = Duration.between(begin, Instant.now());
      return new Reply(
          response.statusCode(),
          response.body(),
          took,
          skew(response, begin.plus(took.dividedBy(2))),
          Optional.empty());
    } catch (IOException e) {
      return failed(reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private static Reply failed(String why) {
    return new Reply(0, "", Duration.ZERO, Optional.empty(), Optional.of(why));
  }

  private static String reason(IOException e) {
    if (e instanceof HttpTimeoutException) {
      return "no answer within " + LIMIT.toSeconds() + " s";
    }
    return e instanceof ConnectException && e.getMessage() == null
        ? "nothing listens there, or its name is not known"
        : String.valueOf(e.getMessage());
  }

  private static Optional<Duration> skew(HttpResponse<String> response, Instant middle) {
    try {
      return response
          .headers()
          .firstValue("Date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(date -> Duration.between(middle, date.toInstant()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
