package io.sonde.web.page;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.TrialFilter;
import io.sonde.web.document.TrialColumn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The addresses of a sweep's page with its table asked for in other ways than now.
 *
 * @param columns that were chosen; none for the usual ones
 */
record TrialAddress(int sweep, TrialQuery query, List<TrialColumn> columns) {
  /** As now. */
  String self() {
    return address(
        query.states(), query.sort(), query.descending(), query.filters(), query.offset());
  }

  /** Another page of it. */
  String from(int offset) {
    return address(query.states(), query.sort(), query.descending(), query.filters(), offset);
  }

  /** Only trials in these states. */
  String of(Set<TrialState> states) {
    return address(states, query.sort(), query.descending(), query.filters(), 0);
  }

  /** Sorted in another way. */
  String by(String sort, boolean descending) {
    return address(query.states(), sort, descending, query.filters(), 0);
  }

  /** Without one of the filters. */
  String without(TrialFilter filter) {
    List<TrialFilter> others =
        query.filters().stream().filter(other -> !other.equals(filter)).toList();
    return address(query.states(), query.sort(), query.descending(), others, 0);
  }

  /** With the usual columns. */
  String usual() {
    return new TrialAddress(sweep, query, List.of()).self();
  }

  /** All of it, on all pages, as comma-separated values. */
  String csv() {
    StringBuilder address = new StringBuilder("/api/v1/sweeps/" + sweep + "/export?format=csv&");
    String rest = asked(query.states(), query.sort(), query.descending(), query.filters());
    return address.append(rest).toString();
  }

  private String address(
      Set<TrialState> states,
      String sort,
      boolean descending,
      List<TrialFilter> filters,
      int offset) {
    String address = "/sweeps/" + sweep + "?" + asked(states, sort, descending, filters);
    return offset > 0 ? address + "&offset=" + offset : address;
  }

  private String asked(
      Set<TrialState> states, String sort, boolean descending, List<TrialFilter> filters) {
    StringBuilder address = new StringBuilder("sort=").append(encoded(sort));
    if (descending) {
      address.append("&descending=true");
    }
    if (!states.isEmpty()) {
      address.append("&state=");
      address.append(
          states.stream().map(TrialState::word).sorted().collect(Collectors.joining(",")));
    }
    filters.forEach(filter -> address.append("&filter=").append(encoded(filter.text())));
    columns.forEach(column -> address.append("&columns=").append(encoded(column.word())));
    return address.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
