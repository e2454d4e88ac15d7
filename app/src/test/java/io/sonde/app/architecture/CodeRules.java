package io.sonde.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import java.util.List;

/** What code in every room, and what an algorithm, keeps to. */
final class CodeRules {
  private static final String[] ALGORITHMS = {
    "io.sonde.search.sampler..",
    "io.sonde.search.stopper..",
    "io.sonde.search.pareto..",
    "io.sonde.search.space..",
    "io.sonde.search.history..",
    "io.sonde.search.insight.."
  };

  private CodeRules() {}

  static List<Rule> all() {
    return List.of(
        noOtherLogging(),
        noStandardStreams(),
        noStaticVariables(),
        noStaticContainers(),
        algorithmsDoNoInput(),
        algorithmsReadNoClock(),
        algorithmsHaveNoChanceOfTheirOwn());
  }

  private static Rule noOtherLogging() {
    return Rule.of(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..")
            .because("everything logs through SLF4J"),
        "package io.sonde.web.broken; class Logs { java.util.logging.Logger log; }");
  }

  private static Rule noStandardStreams() {
    return Rule.of(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.sonde.app..", "io.sonde.trial.worker..")
            .should(ACCESS_STANDARD_STREAMS)
            .because("the console is app's; a worker's output is the log of its attempt"),
        "package io.sonde.web.broken; class Prints { void say() { System.out.println(); } }");
  }

  private static Rule noStaticVariables() {
    return Rule.of(
        fields()
            .that()
            .areStatic()
            .should()
            .beFinal()
            .because("no state is shared behind the back"),
        "package io.sonde.web.broken; class Counts { static int counted; }");
  }

  private static Rule noStaticContainers() {
    return Rule.of(
        noFields()
            .that()
            .areStatic()
            .should()
            .haveRawType(
                assignableTo("java.util.concurrent.atomic.AtomicInteger")
                    .or(assignableTo("java.util.concurrent.atomic.AtomicLong"))
                    .or(assignableTo("java.util.concurrent.atomic.AtomicBoolean"))
                    .or(assignableTo("java.util.concurrent.atomic.AtomicReference"))
                    .or(assignableTo("java.util.concurrent.ConcurrentMap"))
                    .or(assignableTo("java.util.AbstractCollection"))
                    .or(assignableTo("java.util.AbstractMap"))
                    .or(assignableTo("java.lang.ThreadLocal"))
                    .or(assignableTo("java.lang.StringBuilder"))
                    .as("a container of state"))
            .because("no state is shared behind the back"),
        "package io.sonde.web.broken; class Caches {"
            + " static final java.util.concurrent.ConcurrentMap<String, String> CACHE ="
            + " new java.util.concurrent.ConcurrentHashMap<>(); }");
  }

  private static Rule algorithmsDoNoInput() {
    return Rule.of(
        noClasses()
            .that()
            .resideInAnyPackage(ALGORITHMS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio..", "java.net..")
            .because("algorithms never do I/O"),
        "package io.sonde.search.sampler.broken; class Reads { java.nio.file.Path file; }");
  }

  private static Rule algorithmsReadNoClock() {
    return Rule.of(
        noClasses()
            .that()
            .resideInAnyPackage(ALGORITHMS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.time..")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("the same history gives the same proposal"),
        "package io.sonde.search.sampler.broken;"
            + " class Watches { long now() { return System.nanoTime(); } }");
  }

  private static Rule algorithmsHaveNoChanceOfTheirOwn() {
    return Rule.of(
        noClasses()
            .that()
            .resideInAnyPackage(ALGORITHMS)
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
            .because("chance comes in with the generator of the trial"),
        "package io.sonde.search.sampler.broken;"
            + " class Rolls { double roll() { return Math.random(); } }");
  }
}
