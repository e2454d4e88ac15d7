package io.sonde.web.page;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Where one stands in a paged table.
 *
 * @param place such as {@code 26–50 of 113}
 * @param previous the address of the page before; empty on the first
 * @param next the address of the page after; empty on the last
 */
public record PagerView(String place, Optional<String> previous, Optional<String> next) {
  static PagerView of(int offset, int limit, long total, IntFunction<String> address) {
    long end = Math.min(total, (long) offset + limit);
    String place = total == 0 ? "none" : Math.min(offset + 1, total) + "–" + end + " of " + total;
    return new PagerView(
        place,
        offset > 0 ? Optional.of(address.apply(Math.max(0, offset - limit))) : Optional.empty(),
        end < total ? Optional.of(address.apply((int) end)) : Optional.empty());
  }

  /** Whether there is more than one page. */
  public boolean needed() {
    return previous.isPresent() || next.isPresent();
  }
}
