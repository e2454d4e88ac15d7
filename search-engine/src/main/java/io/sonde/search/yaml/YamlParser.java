package io.sonde.search.yaml;

import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.yaml.YamlTree.Entry;
import io.sonde.search.yaml.YamlTree.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree of one document from the parser's events. What would make a small file large or
 * deep (aliases of aliases, endless nesting) is refused before anything walks it.
 */
public final class YamlParser {
  private static final int MAX_SIZE = 100_000;
  private static final int MAX_DEPTH = 100;

  private final List<Problem> problems = new ArrayList<>();
  private final Map<Anchor, YamlTree> anchored = new HashMap<>();
  private final Set<Anchor> open = new HashSet<>();
  private final Iterator<Event> events;

  private YamlParser(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * The only document of a text.
   *
   * @throws SpecException when it is not YAML, is empty, holds several documents, a key twice or a
   *     tag, or grows too large
   */
  public static YamlTree parse(String text) {
    String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
      YamlParser parser = new YamlParser(new Parse(settings).parseString(yaml).iterator());
      YamlTree tree = parser.document();
      if (!parser.problems.isEmpty()) {
        throw new SpecException(parser.problems);
      }
      return tree;
    } catch (YamlEngineException e) {
      throw new SpecException(List.of(SyntaxProblem.of(e, yaml)));
    }
  }

  private YamlTree document() {
    Event first = content();
    if (first.getEventId() == Event.ID.StreamEnd) {
      throw refused(new Mark(1, 1), "the file is empty; a spec starts with a key such as 'name:'");
    }
    YamlTree tree = tree(first, 1);
    Event next = content();
    if (next.getEventId() != Event.ID.StreamEnd) {
      throw refused(mark(next), "a second document starts here; a spec is one document");
    }
    return tree;
  }

  /** The next event that is not just a border of the stream or of a document. */
  private Event content() {
    Event event = events.next();
    while (event.getEventId() == Event.ID.StreamStart
        || event.getEventId() == Event.ID.DocumentStart
        || event.getEventId() == Event.ID.DocumentEnd) {
      event = events.next();
    }
    return event;
  }

  private YamlTree tree(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw refused(mark(event), "nested more than " + MAX_DEPTH + " deep");
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    anchor.ifPresent(open::add);
    YamlTree tree = node(event, depth);
    if (tree.size() > MAX_SIZE) {
      throw refused(
          tree.mark(),
          "with its aliases written out, more than " + MAX_SIZE + " values stand here");
    }
    anchor.ifPresent(open::remove);
    anchor.ifPresent(a -> anchored.put(a, tree));
    return tree;
  }

  private YamlTree node(Event event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    start.getTag().ifPresent(tag -> tagged(start, tag));
    return start instanceof SequenceStartEvent ? sequence(start, depth) : mapping(start, depth);
  }

  private YamlTree alias(AliasEvent alias) {
    YamlTree named = anchored.get(alias.getAlias());
    if (open.contains(alias.getAlias())) {
      throw refused(mark(alias), "the alias *" + alias.getAlias() + " stands within itself");
    } else if (named == null) {
      throw refused(mark(alias), "no anchor &" + alias.getAlias() + " stands before this alias");
    }
    return named;
  }

  private YamlTree.Scalar scalar(ScalarEvent event) {
    String text = event.getValue();
    Optional<String> tag = event.getTag().filter(t -> !t.equals("!"));
    boolean isText = !event.isPlain() || event.getTag().isPresent();
    tag.filter(t -> !t.equals("tag:yaml.org,2002:str")).ifPresent(t -> tagged(event, t));
    return new YamlTree.Scalar(
        mark(event), isText ? Optional.of(text) : CoreScalars.value(text), text);
  }

  private YamlTree.Sequence sequence(Event start, int depth) {
    List<YamlTree> items = new ArrayList<>();
    long size = 1;
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      YamlTree item = tree(e, depth + 1);
      items.add(item);
      size += item.size();
    }
    return new YamlTree.Sequence(mark(start), items, capped(size));
  }

  private YamlTree.Mapping mapping(Event start, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    long size = 1;
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      YamlTree key = tree(e, depth + 1);
      YamlTree value = tree(events.next(), depth + 1);
      size += value.size();
      enter(entries, mark(e), key, value);
    }
    return new YamlTree.Mapping(mark(start), List.copyOf(entries.values()), capped(size));
  }

  private void enter(Map<String, Entry> entries, Mark mark, YamlTree key, YamlTree value) {
    if (!(key instanceof YamlTree.Scalar scalar)) {
      problem(mark, "expected a word as key, got a " + (isList(key) ? "list" : "mapping"));
      return;
    }
    String name = scalar.text();
    if (name.equals("<<")) {
      problem(mark, "merge keys (<<) are no part of YAML 1.2; write the keys out");
      return;
    }
    Entry first = entries.putIfAbsent(name, new Entry(mark, name, value));
    if (first != null) {
      problem(
          mark, "the key '" + name + "' stands here again; first in line " + first.mark().line());
    }
  }

  private static boolean isList(YamlTree tree) {
    return tree instanceof YamlTree.Sequence;
  }

  private void tagged(Event event, String tag) {
    if (!tag.equals("tag:yaml.org,2002:map") && !tag.equals("tag:yaml.org,2002:seq")) {
      problem(mark(event), "the tag " + tag + " is not known; write the value without a tag");
    }
  }

  private static int capped(long size) {
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  private void problem(Mark mark, String message) {
    problems.add(new Problem(mark.line(), mark.column(), "", message));
  }

  private static SpecException refused(Mark mark, String message) {
    return new SpecException(List.of(new Problem(mark.line(), mark.column(), "", message)));
  }

  private static Mark mark(Event event) {
    return event
        .getStartMark()
        .map(m -> new Mark(m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Mark(1, 1));
  }
}
