package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the pages offer to each role: only what it may use. */
final class OfferTest {
  private static final Pattern LINK = Pattern.compile("<a\\b[^>]*?\\bhref=\"(/[^\"#?]*)");
  private static final Pattern FORM = Pattern.compile("<form\\b[^>]*>");
  private static final Pattern ACTION = Pattern.compile("\\baction=\"([^\"]*)\"");
  private static final Pattern TOKEN = Pattern.compile("sonde_[a-z0-9]{10}_[A-Za-z0-9_-]{43}");
  private static final String ADMIN = "Bearer open sesame";
  private static final List<String> READABLE =
      List.of(
          "/",
          "/?q=nothing-is-called-so",
          "/sweeps/1",
          "/sweeps/1/trials/3",
          "/sweeps/1/trials/4",
          "/sweeps/1/analysis",
          "/compare?sweeps=1,2",
          "/experiments",
          "/experiments?name=digits",
          "/devices",
          "/api",
          "/nowhere");
  private static final List<String> RUNNABLE =
      List.of("/new", "/new?from=1", "/sweeps/1/enqueue?from=3");

  private final Bench bench = Bench.withToken("open sesame");

  OfferTest() {
    bench.sweeps.running("digits");
    bench.sweeps.running("digits");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Made on the page for it. */
  private String token(String role) {
    String form = "application/x-www-form-urlencoded";
    String made =
        bench
            .post(
                "/tokens",
                form,
                "name=Ada&role=" + role,
                "Authorization",
                ADMIN,
                "Sec-Fetch-Site",
                "same-origin")
            .body();
    return "Bearer " + matches(TOKEN, 0, made).get(0);
  }

  /** The addresses that forms on these pages send to. */
  private Set<String> sent(List<String> pages, String token) {
    Set<String> found = new TreeSet<>();
    for (String page : pages) {
      for (String form : matches(FORM, 0, bench.page(page, "Authorization", token).body())) {
        if (form.contains("method=\"post\"")) {
          List<String> action = matches(ACTION, 1, form);
          found.add(action.isEmpty() ? page : action.get(0));
        }
      }
    }
    return found;
  }

  /** Follows every link on these pages, and every link must open. */
  private Set<String> followed(List<String> pages, String token) {
    Set<String> found = new TreeSet<>();
    pages.forEach(
        page -> found.addAll(matches(LINK, 1, bench.page(page, "Authorization", token).body())));
    found.forEach(
        link ->
            assertThat(bench.page(link, "Authorization", token).statusCode())
                .as(link)
                .isNotEqualTo(403));
    return found;
  }

  private static List<String> matches(Pattern pattern, int group, String text) {
    return pattern.matcher(text).results().map(found -> found.group(group)).toList();
  }

  private static List<String> pages(List<String> some, String... others) {
    return Stream.concat(Stream.concat(READABLE.stream(), some.stream()), Stream.of(others))
        .toList();
  }

  @Test
  void whoReadsIsOfferedNothingToChange() {
    String token = token("read");
    assertThat(sent(READABLE, token)).containsExactly("/logout");
    assertThat(followed(READABLE, token))
        .contains("/sweeps/1", "/experiments", "/devices", "/api")
        .doesNotContain("/new", "/sweeps/1/enqueue", "/sweeps/1/delete", "/tokens", "/audit");
  }

  @Test
  void whoRunsIsOfferedToStartSteerAndWriteButNotToDelete() {
    String token = token("run");
    assertThat(sent(pages(RUNNABLE), token))
        .containsExactlyInAnyOrder(
            "/logout",
            "/new",
            "/sweeps/1/budget",
            "/sweeps/1/priority",
            "/sweeps/1/pause",
            "/sweeps/1/cancel",
            "/sweeps/1/note",
            "/sweeps/1/enqueue",
            "/sweeps/1/trials/3/retry",
            "/sweeps/1/trials/3/note",
            "/sweeps/1/trials/4/stop",
            "/sweeps/1/trials/4/note");
    assertThat(followed(pages(RUNNABLE), token))
        .contains("/new", "/sweeps/1/enqueue")
        .doesNotContain("/sweeps/1/delete", "/tokens", "/webhooks", "/audit");
  }

  @Test
  void whoAdministersIsOfferedTokensTheAuditLogAndToDelete() {
    List<String> pages = pages(RUNNABLE, "/tokens", "/webhooks", "/audit", "/sweeps/1/delete");
    assertThat(sent(pages, ADMIN))
        .contains("/tokens", "/webhooks", "/sweeps/1/budget", "/devices/put-back");
    assertThat(followed(pages, ADMIN))
        .contains("/sweeps/1/delete", "/tokens", "/webhooks", "/audit");
  }
}
