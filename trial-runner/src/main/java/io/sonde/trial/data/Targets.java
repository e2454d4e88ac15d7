package io.sonde.trial.data;

import java.util.List;

/** What a network is to tell, for all examples. The arrays are shared: nobody writes to them. */
public sealed interface Targets {
  /** How many examples there are. */
  int size();

  /** What is told. */
  Task task();

  /** The targets of the examples at these indices, in their order. */
  Targets at(int[] indices);

  /**
   * One class each.
   *
   * @param labels the class of each example, an index into {@code names}
   * @param names of the classes, at least two
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Classes(int[] labels, List<String> names) implements Targets {
    public Classes {
      names = List.copyOf(names);
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public Task.Classification task() {
      return new Task.Classification(names);
    }

    @Override
    public Classes at(int[] indices) {
      int[] chosen = new int[indices.length];
      for (int i = 0; i < indices.length; i++) {
        chosen[i] = labels[indices[i]];
      }
      return new Classes(chosen, names);
    }
  }

  /**
   * Numbers.
   *
   * @param values one array per example, a number for each name
   * @param names of the numbers
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Numbers(float[][] values, List<String> names) implements Targets {
    public Numbers {
      names = List.copyOf(names);
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Task.Regression task() {
      return new Task.Regression(names);
    }

    @Override
    public Numbers at(int[] indices) {
      return new Numbers(Targets.rows(values, indices), names);
    }
  }

  /**
   * Labels, any number of them each.
   *
   * @param values one array per example, 1 for each label it has and 0 for the others
   * @param names of the labels
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Labels(float[][] values, List<String> names) implements Targets {
    public Labels {
      names = List.copyOf(names);
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Task.MultiLabel task() {
      return new Task.MultiLabel(names);
    }

    @Override
    public Labels at(int[] indices) {
      return new Labels(Targets.rows(values, indices), names);
    }
  }

  /**
   * The two inputs of an example belong together: this user took this item.
   *
   * @param size how many examples there are
   * @param users how many users there are
   * @param items how many items there are
   */
  record Matches(int size, int users, int items) implements Targets {
    @Override
    public Task.Retrieval task() {
      return new Task.Retrieval(users, items);
    }

    @Override
    public Matches at(int[] indices) {
      return new Matches(indices.length, users, items);
    }
  }

  private static float[][] rows(float[][] values, int[] indices) {
    float[][] chosen = new float[indices.length][];
    for (int i = 0; i < indices.length; i++) {
      chosen[i] = values[indices[i]];
    }
    return chosen;
  }
}
