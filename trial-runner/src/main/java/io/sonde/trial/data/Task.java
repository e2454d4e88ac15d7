package io.sonde.trial.data;

import java.util.List;

/** What is to be told of an example. */
public sealed interface Task {

  /** How many numbers a network's last layer gives for it. */
  int outputs();

  /**
   * Which one of some classes it belongs to.
   *
   * @param classes their names, at least two
   */
  record Classification(List<String> classes) implements Task {
    public Classification {
      classes = List.copyOf(classes);
      if (classes.size() < 2) {
        throw new IllegalArgumentException("expected two classes or more, got " + classes);
      }
    }

    @Override
    public int outputs() {
      return classes.size();
    }
  }

  /**
   * One number or several.
   *
   * @param names of the numbers, at least one
   */
  record Regression(List<String> names) implements Task {
    public Regression {
      names = List.copyOf(names);
    }

    @Override
    public int outputs() {
      return names.size();
    }
  }

  /**
   * Which labels it has, each on its own.
   *
   * @param labels their names, at least one
   */
  record MultiLabel(List<String> labels) implements Task {
    public MultiLabel {
      labels = List.copyOf(labels);
    }

    @Override
    public int outputs() {
      return labels.size();
    }
  }

  /**
   * Which item a user takes next. An example is one interaction: two inputs, each an index, the
   * first one's of a user and the second one's of an item.
   *
   * @param users how many there are
   * @param items how many there are
   */
  record Retrieval(int users, int items) implements Task {
    @Override
    public int outputs() {
      return items;
    }
  }
}
