package io.sonde.trial.network.prune;

import java.util.Arrays;
import java.util.BitSet;

/** Numbers from 0 in sets that grow together (Galler and Fischer 1964); a set may be pinned. */
final class DisjointSets {
  private int[] parents = new int[64];
  private final BitSet pinned = new BitSet();
  private int size;

  /** A new number, in a set of its own. */
  int add() {
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, size * 2);
    }
    parents[size] = size;
    return size++;
  }

  /** The smallest number of a set. */
  int find(int number) {
    int root = number;
    while (parents[root] != root) {
      root = parents[root];
    }
    for (int i = number; parents[i] != root; ) {
      int next = parents[i];
      parents[i] = root;
      i = next;
    }
    return root;
  }

  void join(int a, int b) {
    int low = Math.min(find(a), find(b));
    int high = Math.max(find(a), find(b));
    parents[high] = low;
    pinned.set(low, pinned.get(low) || pinned.get(high));
  }

  void pin(int number) {
    pinned.set(find(number));
  }

  boolean isPinned(int number) {
    return pinned.get(find(number));
  }
}
