package io.sonde.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The arrows between the rooms. */
final class RoomRules {
  private RoomRules() {}

  static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    for (Room room : Room.values()) {
      if (room.unseenPackages().length > 0) {
        rules.add(arrows(room));
      }
      rules.add(internals(room));
    }
    rules.add(webSeesTheSchedulersStatusOnly());
    rules.add(storeSeesTheWebsPortsOnly());
    rules.add(workersAreAWorldOfTheirOwn());
    return rules;
  }

  /** The fixture has a field of a class of each room that is not to be seen. */
  private static Rule arrows(Room room) {
    List<String> fixture = new ArrayList<>();
    StringBuilder fields = new StringBuilder();
    for (String unseen : room.unseenPackages()) {
      String name = unseen.replace("..", ".Unseen");
      fixture.add("package " + unseen.replace("..", "") + "; public class Unseen {}");
      fields.append(name).append(" field").append(fixture.size()).append("; ");
    }
    fixture.add(0, "package " + room.root() + ".broken; class Arrow { " + fields + "}");
    return new Rule(
        noClasses()
            .that()
            .resideInAPackage(room.packages())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(room.unseenPackages())
            .because("the plan has no arrow from " + room.root() + " to these rooms"),
        fixture);
  }

  private static Rule internals(Room room) {
    String internal = room.root() + "..internal..";
    return Rule.of(
        noClasses()
            .that()
            .resideInAnyPackage(room.otherPackages())
            .should()
            .dependOnClassesThat()
            .resideInAPackage(internal)
            .because("what is internal is the room's own"),
        "package io.sonde.%s.broken; class Reach { %s.part.internal.Secret secret; }"
            .formatted(room == Room.APP ? "web" : "app", room.root()),
        "package %s.part.internal; public class Secret {}".formatted(room.root()));
  }

  private static Rule webSeesTheSchedulersStatusOnly() {
    DescribedPredicate<JavaClass> anythingElse =
        resideInAPackage("io.sonde.scheduler..")
            .and(DescribedPredicate.not(statusOfTheScheduler()))
            .as("are more of the scheduler than its status");
    return Rule.of(
        noClasses()
            .that()
            .resideInAPackage("io.sonde.web..")
            .should()
            .dependOnClassesThat(anythingElse)
            .because("pages show the scheduler and never drive it"),
        "package io.sonde.web.broken; class Drives { io.sonde.scheduler.queue.Scheduler one; }");
  }

  /** The status and the values it is made of. */
  private static DescribedPredicate<JavaClass> statusOfTheScheduler() {
    List<String> names =
        List.of(
            "io.sonde.scheduler.queue.SchedulerStatus",
            "io.sonde.scheduler.port.Observation",
            "io.sonde.scheduler.job.Resources");
    return resideInAnyPackage("io.sonde.scheduler.device")
        .or(
            DescribedPredicate.describe(
                "the status",
                type ->
                    names.stream()
                        .anyMatch(
                            name ->
                                type.getName().equals(name)
                                    || type.getName().startsWith(name + "$"))));
  }

  private static Rule storeSeesTheWebsPortsOnly() {
    return Rule.of(
        noClasses()
            .that()
            .resideInAPackage("io.sonde.store..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.sonde.web..")
                    .and(DescribedPredicate.not(resideInAPackage("io.sonde.web.port..")))
                    .as("are more of web than its ports"))
            .because("the store implements the ports of web and knows nothing of HTTP"),
        "package io.sonde.store.broken; class Serves { io.sonde.web.WebServer server; }");
  }

  /** The packages in which Deeplearning4j runs: no class that the server uses may lead there. */
  private static Rule workersAreAWorldOfTheirOwn() {
    String[] worker = {"io.sonde.trial.dl4j..", "io.sonde.trial.worker.."};
    return Rule.of(
        noClasses()
            .that(
                resideInAPackage("io.sonde..")
                    .and(DescribedPredicate.not(resideInAnyPackage(worker)))
                    .as("run in the server"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(worker)
            .because("the server must never load a class of Deeplearning4j, " + note(worker)),
        "package io.sonde.trial.kind; class Counts { io.sonde.trial.dl4j.Network network; }",
        "package io.sonde.trial.dl4j; public class Network {}");
  }

  private static String note(String... packages) {
    return "and it stands behind " + Arrays.toString(packages);
  }
}
