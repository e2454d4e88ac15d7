package io.sonde.search.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document with search expressions, and the parameters that stand in it. Immutable. */
public final class Space {
  private final Node.Mapping root;
  private final List<Parameter> parameters;
  private final Map<String, Parameter> byPath;

  /** Takes the document; finds its parameters by walking every branch and repetition. */
  public Space(Node.Mapping root) {
    this.root = root;
    this.parameters = List.copyOf(new ParameterFinder().find(root));
    this.byPath = new HashMap<>();
    parameters.forEach(p -> byPath.put(p.path(), p));
  }

  /** The document. */
  public Node.Mapping root() {
    return root;
  }

  /** Every parameter that can be active, by index. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter at a path. Throws {@link IllegalArgumentException} when there is none. */
  public Parameter parameter(String path) {
    Parameter parameter = byPath.get(path);
    if (parameter == null) {
      throw new IllegalArgumentException("no parameter at '" + path + "'");
    }
    return parameter;
  }

  /** The configuration in which each reached parameter takes the code the source answers. */
  public Configuration configure(CodeSource source) {
    return new ConfigurationWalk(this, source).walk();
  }

  /** The configuration with these values by path, as {@link Configuration#values} keeps them. */
  public Configuration configure(Map<String, Object> values) {
    return configure(
        parameter -> {
          Object value = values.get(parameter.path());
          if (value == null) {
            throw new IllegalArgumentException("no value for '" + parameter.path() + "'");
          }
          return parameter.domain().encode(value);
        });
  }

  /** The codes of a configuration by parameter index; NaN where a parameter is not active. */
  public double[] encode(Configuration configuration) {
    double[] codes = new double[parameters.size()];
    Arrays.fill(codes, Double.NaN);
    configuration
        .values()
        .forEach(
            (path, value) -> {
              Parameter parameter = parameter(path);
              codes[parameter.index()] = parameter.domain().encode(value);
            });
    return codes;
  }

  /** A space of plain parameters without conditions, for those who have no document. */
  public static Space flat(Map<String, Domain> domains) {
    Map<String, Node> entries = new LinkedHashMap<>();
    domains.forEach((name, domain) -> entries.put(name, new Node.Search(domain)));
    return new Space(new Node.Mapping(entries));
  }

  /** Collects the parameters of a document with their conditions. */
  private static final class ParameterFinder {
    private final List<Parameter> found = new ArrayList<>();

    List<Parameter> find(Node root) {
      visit(root, "", List.of());
      return found;
    }

    private void visit(Node node, String path, List<Parameter.Condition> conditions) {
      if (node instanceof Node.Mapping mapping) {
        mapping.entries().forEach((k, child) -> visit(child, Paths.key(path, k), conditions));
      } else if (node instanceof Node.Sequence sequence) {
        visitAll(sequence.items(), path, conditions);
      } else if (node instanceof Node.Search search) {
        add(path, search.domain(), conditions);
      } else if (node instanceof Node.Branches branches) {
        visitBranches(branches, path, conditions);
      } else if (node instanceof Node.Repeat repeat) {
        visitRepeat(repeat, path, conditions);
      }
    }

    private void visitAll(List<Node> items, String path, List<Parameter.Condition> conditions) {
      for (int i = 0; i < items.size(); i++) {
        visit(items.get(i), Paths.index(path, i), conditions);
      }
    }

    private void visitBranches(
        Node.Branches branches, String path, List<Parameter.Condition> conditions) {
      int choice = add(path, branches.domain(), conditions);
      int code = 0;
      for (var branch : branches.branches().entrySet()) {
        var condition = new Parameter.Condition(choice, code, code);
        visit(branch.getValue(), Paths.key(path, branch.getKey()), with(conditions, condition));
        code++;
      }
    }

    private void visitRepeat(
        Node.Repeat repeat, String path, List<Parameter.Condition> conditions) {
      int count =
          repeat.searched() ? add(Paths.key(path, "repeat"), repeat.count(), conditions) : -1;
      if (repeat.share()) {
        visitAll(repeat.of(), Paths.shared(path), reaching(1, repeat, count, conditions));
        return;
      }
      for (int i = 0; i < repeat.most(); i++) {
        var active = reaching(i + 1, repeat, count, conditions);
        visitAll(repeat.of(), Paths.repetition(path, i), active);
      }
    }

    /** The conditions, and that the count is at least {@code times}, unless it always is. */
    private static List<Parameter.Condition> reaching(
        int times, Node.Repeat repeat, int count, List<Parameter.Condition> conditions) {
      return times <= repeat.fewest()
          ? conditions
          : with(conditions, atLeast(repeat.count(), count, times));
    }

    /** The count must be at least {@code times}. */
    private static Parameter.Condition atLeast(Domain count, int parameter, int times) {
      double least = times;
      if (count instanceof Domain.Ordered ordered) {
        least = positionOf(times, ordered.values());
      } else if (count instanceof Domain.Choice choice) {
        least = positionOf(times, choice.values());
      }
      return new Parameter.Condition(parameter, least, Double.POSITIVE_INFINITY);
    }

    /** The code of the first of these rising counts that is at least {@code times}. */
    private static double positionOf(int times, List<Object> counts) {
      return counts.stream().filter(v -> (Long) v < times).count();
    }

    private int add(String path, Domain domain, List<Parameter.Condition> conditions) {
      found.add(new Parameter(found.size(), path, domain, conditions));
      return found.size() - 1;
    }

    private static List<Parameter.Condition> with(
        List<Parameter.Condition> conditions, Parameter.Condition condition) {
      List<Parameter.Condition> all = new ArrayList<>(conditions);
      all.add(condition);
      return all;
    }
  }
}
