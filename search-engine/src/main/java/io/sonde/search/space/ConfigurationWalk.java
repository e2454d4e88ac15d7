package io.sonde.search.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Walks a space once, asks for the codes of the parameters it reaches, and builds the result. */
final class ConfigurationWalk {
  private final Space space;
  private final CodeSource source;
  private final Map<String, Object> values = new LinkedHashMap<>();

  ConfigurationWalk(Space space, CodeSource source) {
    this.space = space;
    this.source = source;
  }

  Configuration walk() {
    return new Configuration(mapping(space.root(), ""), values);
  }

  private Map<String, Object> mapping(Node.Mapping mapping, String path) {
    Map<String, Object> result = new LinkedHashMap<>();
    mapping.entries().forEach((key, child) -> result.put(key, value(child, Paths.key(path, key))));
    return result;
  }

  private Object value(Node node, String path) {
    if (node instanceof Node.Constant constant) {
      return constant.value();
    } else if (node instanceof Node.Mapping mapping) {
      return mapping(mapping, path);
    } else if (node instanceof Node.Sequence sequence) {
      List<Object> items = new ArrayList<>();
      append(items, sequence.items(), path);
      return items;
    } else if (node instanceof Node.Search) {
      return ask(path);
    } else if (node instanceof Node.Branches branches) {
      String name = (String) ask(path);
      Map<String, Object> chosen = new LinkedHashMap<>();
      Node branch = branches.branches().get(name);
      chosen.put(name, value(Objects.requireNonNull(branch), Paths.key(path, name)));
      return chosen;
    }
    List<Object> items = new ArrayList<>();
    repeat(items, (Node.Repeat) node, path);
    return items;
  }

  private void append(List<Object> items, List<Node> nodes, String path) {
    for (int i = 0; i < nodes.size(); i++) {
      String place = Paths.index(path, i);
      if (nodes.get(i) instanceof Node.Repeat repeat) {
        repeat(items, repeat, place);
      } else {
        items.add(value(nodes.get(i), place));
      }
    }
  }

  private void repeat(List<Object> items, Node.Repeat repeat, String path) {
    Object count =
        repeat.searched() ? ask(Paths.key(path, "repeat")) : repeat.count().decode(repeat.most());
    for (int i = 0; i < ((Number) count).intValue(); i++) {
      append(items, repeat.of(), repeat.share() ? Paths.shared(path) : Paths.repetition(path, i));
    }
  }

  /** A shared parameter is reached once for each repetition and asked only the first time. */
  private Object ask(String path) {
    return values.computeIfAbsent(
        path,
        p -> {
          Parameter parameter = space.parameter(p);
          return parameter.domain().decode(source.code(parameter));
        });
  }
}
