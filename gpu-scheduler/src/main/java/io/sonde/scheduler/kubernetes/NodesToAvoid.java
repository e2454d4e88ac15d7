package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Nodes on which a pod must not run, as Kubernetes says it: a condition on the node's name in each
 * of the terms of which a node must meet one.
 *
 * @param names of the nodes, at least one
 */
record NodesToAvoid(Set<String> names) {
  private static final String NAME = "metadata.name";

  NodesToAvoid {
    names = Set.copyOf(names);
  }

  /** The affinity that a template has, kept away from these nodes too. */
  Affinity over(@Nullable Affinity theirs) {
    Affinity base = theirs == null ? new Affinity() : theirs;
    NodeAffinity nodes =
        base.getNodeAffinity() == null ? new NodeAffinity() : base.getNodeAffinity();
    return new AffinityBuilder(base)
        .withNodeAffinity(
            new NodeAffinityBuilder(nodes)
                .withRequiredDuringSchedulingIgnoredDuringExecution(
                    new NodeSelector(
                        terms(nodes.getRequiredDuringSchedulingIgnoredDuringExecution())))
                .build())
        .build();
  }

  private List<NodeSelectorTerm> terms(@Nullable NodeSelector theirs) {
    if (theirs == null || theirs.getNodeSelectorTerms().isEmpty()) {
      return List.of(without(new NodeSelectorTerm()));
    }
    return theirs.getNodeSelectorTerms().stream()
        .map(term -> matchesNone(term) ? term : without(term))
        .toList();
  }

  /** Such a term must stay as it is: with a condition it would let nodes in. */
  private static boolean matchesNone(NodeSelectorTerm term) {
    return term.getMatchExpressions().isEmpty() && term.getMatchFields().isEmpty();
  }

  /** Kubernetes takes one name a condition. */
  private NodeSelectorTerm without(NodeSelectorTerm term) {
    return new NodeSelectorTermBuilder(term)
        .addAllToMatchFields(
            new TreeSet<>(names)
                .stream()
                    .map(name -> new NodeSelectorRequirement(NAME, "NotIn", List.of(name)))
                    .toList())
        .build();
  }
}
