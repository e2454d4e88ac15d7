package io.sonde.search.sweep;

import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.request.RequestKey;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * Lets what a request with a key asks of a sweep be done once. Its answer is stored with its
 * effect; until that is stored, it is known here. For whoever holds the sweep's lock.
 */
final class KeyedRequests {
  private final SweepStore store;
  private final Map<Asked, CompletableFuture<Integer>> underWay = new ConcurrentHashMap<>();

  /** To whom a request was sent, and its key. */
  private record Asked(int sweep, String key) {}

  KeyedRequests(SweepStore store) {
    this.store = store;
  }

  /**
   * The answer of the first time where a request has come before, else that of what is done now.
   *
   * @throws RequestKey.Reused when another request to the sweep had its key
   * @throws StoreUnavailable when it is not known yet what becomes of the first time
   */
  int once(int sweep, Optional<RequestKey> key, IntSupplier act) {
    if (key.isEmpty()) {
      return act.getAsInt();
    }
    settle(new Asked(sweep, key.get().key()));
    OptionalInt known = store.answer(sweep, key.get());
    return known.isPresent() ? known.getAsInt() : act.getAsInt();
  }

  /** Whoever asked first may have been sent away before his answer was stored. */
  private void settle(Asked asked) {
    CompletableFuture<Integer> first = underWay.get(asked);
    if (first != null) {
      var unused = OwnedLoop.await(first.handle((answer, e) -> asked));
    }
  }

  /** Knows a request from now on until it is answered; answers the same answer. */
  CompletableFuture<Integer> remember(
      int sweep, Optional<RequestKey> key, CompletableFuture<Integer> answer) {
    if (key.isPresent()) {
      Asked asked = new Asked(sweep, key.get().key());
      underWay.put(asked, answer);
      var unused = answer.whenComplete((number, e) -> underWay.remove(asked, answer));
    }
    return answer;
  }
}
