/**
 * Runs jobs on a Kubernetes cluster: one Job, and so one pod, for each of ours. The composition
 * root makes a {@link io.sonde.scheduler.kubernetes.KubernetesBackend}; everyone else knows the
 * port only. The only package that knows fabric8's client.
 */
package io.sonde.scheduler.kubernetes;
