package io.sonde.store.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/** The rows of one table that a transaction touches, each read once and written once. */
final class Rows<K, E> {
  private final StatelessSession session;
  private final Class<E> type;
  private final LockMode lock;
  private final Map<K, E> changed = new LinkedHashMap<>();
  private final Map<K, E> added = new LinkedHashMap<>();

  /** Of a table that nobody else writes to. */
  Rows(StatelessSession session, Class<E> type) {
    this(session, type, LockMode.NONE);
  }

  /**
   * Of any table.
   *
   * @param lock with which rows are read that others may write meanwhile
   */
  Rows(StatelessSession session, Class<E> type, LockMode lock) {
    this.session = session;
    this.type = type;
    this.lock = lock;
  }

  /** The row of a key, which will be written with what is changed in it. */
  E get(K key) {
    return find(key)
        .orElseThrow(
            () -> new IllegalArgumentException("An event tells of what is not there: " + key));
  }

  Optional<E> find(K key) {
    Optional<E> inHand = inHand(key);
    if (inHand.isPresent()) {
      return inHand;
    }
    E row = session.get(type, key, lock);
    if (row != null) {
      changed.put(key, row);
    }
    return Optional.ofNullable(row);
  }

  /** The row of a key where this transaction has read or added it already. */
  Optional<E> inHand(K key) {
    return Optional.ofNullable(added.containsKey(key) ? added.get(key) : changed.get(key));
  }

  void add(K key, E row) {
    added.put(key, row);
  }

  void write() {
    session.insertMultiple(List.copyOf(added.values()));
    session.updateMultiple(List.copyOf(changed.values()));
  }
}
