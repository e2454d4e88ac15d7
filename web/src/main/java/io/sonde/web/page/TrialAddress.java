package io.sonde.web.page;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.TrialQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses of a sweep's page with its table asked for in other ways than now. */
record TrialAddress(int sweep, TrialQuery query) {
  /** As now. */
  String self() {
    return address(query.states(), query.sort(), query.descending(), query.offset());
  }

  /** Another page of it. */
  String from(int offset) {
    return address(query.states(), query.sort(), query.descending(), offset);
  }

  /** Only trials in these states. */
  String of(Set<TrialState> states) {
    return address(states, query.sort(), query.descending(), 0);
  }

  /** Sorted in another way. */
  String by(String sort, boolean descending) {
    return address(query.states(), sort, descending, 0);
  }

  private String address(Set<TrialState> states, String sort, boolean descending, int offset) {
    StringBuilder address = new StringBuilder("/sweeps/" + sweep);
    address.append("?sort=").append(URLEncoder.encode(sort, StandardCharsets.UTF_8));
    if (descending) {
      address.append("&descending=true");
    }
    if (!states.isEmpty()) {
      address.append("&state=");
      address.append(
          states.stream().map(TrialState::word).sorted().collect(Collectors.joining(",")));
    }
    if (offset > 0) {
      address.append("&offset=").append(offset);
    }
    return address.toString();
  }
}
