package io.sonde.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.util.List;

/** Where each library lives. */
final class LibraryRules {
  private LibraryRules() {}

  static List<Rule> all() {
    return List.of(
        only("io.sonde.store..", "org.hibernate..", "org.hibernate.Session"),
        only("io.sonde.store..", "jakarta.persistence..", "jakarta.persistence.EntityManager"),
        only("io.sonde.store..", "java.sql..", "java.sql.Connection"),
        only("io.sonde.store..", "javax.sql..", "javax.sql.DataSource"),
        only("io.sonde.store..", "org.postgresql..", "org.postgresql.PGConnection"),
        only("io.sonde.store..", "org.flywaydb..", "org.flywaydb.core.Flyway"),
        only("io.sonde.store..", "com.zaxxer.hikari..", "com.zaxxer.hikari.HikariDataSource"),
        onlyInWorkers("org.deeplearning4j"),
        onlyInWorkers("org.nd4j"),
        onlyInWorkers("org.bytedeco"),
        vertx(),
        only("io.sonde.web..", "org.thymeleaf..", "org.thymeleaf.TemplateEngine"),
        only(
            "io.sonde.web.drawing..",
            "org.eclipse.elk..",
            "org.eclipse.elk.core.RecursiveGraphLayoutEngine"),
        only("io.sonde.web.markdown..", "org.commonmark..", "org.commonmark.parser.Parser"),
        only(
            "io.sonde.web.metrics..",
            "io.micrometer..",
            "io.micrometer.core.instrument.MeterRegistry"),
        only("io.sonde.app..", "picocli..", "picocli.CommandLine"),
        only("io.sonde.app..", "ch.qos.logback..", "ch.qos.logback.classic.Logger"),
        only(
            "io.sonde.scheduler.kubernetes..",
            "io.fabric8..",
            "io.fabric8.kubernetes.client.KubernetesClient"),
        only("io.sonde.search..", "org.snakeyaml..", "org.snakeyaml.engine.v2.api.Load"),
        only("io.sonde.search..", "org.apache.commons.math3..", "org.apache.commons.math3.Field"));
  }

  private static Rule only(String home, String library, String type) {
    String stranger = home.startsWith("io.sonde.web") ? "store" : "web";
    return Rule.of(
        outside(home, library),
        "package io.sonde.%s.broken; class Borrows { %s borrowed; }"
            .formatted(stranger, generic(type)));
  }

  private static Rule vertx() {
    return Rule.of(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.sonde.web..", "io.sonde.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..")
            .because("Vert.x is the web room's, and app's that wires it"),
        "package io.sonde.store.broken; class Borrows { io.vertx.core.Vertx borrowed; }");
  }

  /** The fixture brings the library along: it is not on the class path of the server's tests. */
  private static Rule onlyInWorkers(String library) {
    return Rule.of(
        noClasses()
            .that(
                DescribedPredicate.describe(
                    "are no worker's", type -> !isWorkers(type) && !isOf(type, library)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library + "..")
            .because("Deeplearning4j lives in worker processes only"),
        "package io.sonde.trial.network; class Borrows { %s.Thing borrowed; }".formatted(library),
        "package %s; public class Thing {}".formatted(library));
  }

  private static boolean isWorkers(JavaClass type) {
    String name = type.getPackageName() + ".";
    return name.startsWith("io.sonde.trial.dl4j.") || name.startsWith("org.nd4j.nativeblas.");
  }

  private static boolean isOf(JavaClass type, String library) {
    return type.getPackageName().startsWith(library);
  }

  private static ClassesShouldConjunction outside(String home, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static String generic(String type) {
    return type.endsWith(".Field") ? type + "<?>" : type;
  }
}
