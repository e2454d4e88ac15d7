package io.sonde.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** How packages are cut, named and explained. */
final class PackageRules {
  private PackageRules() {}

  static List<Rule> all() {
    return List.of(
        noCycles(), explained(), noBag("Util"), noBag("Utils"), noBag("Manager"), noBag("Helper"));
  }

  /** Each package is a slice of its own; a cycle within a room or across rooms is one here. */
  private static Rule noCycles() {
    return Rule.of(
        slices().matching("io.sonde.(**)").should().beFreeOfCycles(),
        "package io.sonde.web.left; public class Left { io.sonde.web.right.Right right; }",
        "package io.sonde.web.right; public class Right { io.sonde.web.left.Left left; }");
  }

  private static Rule explained() {
    return Rule.of(
        classes()
            .that()
            .resideInAnyPackage("io.sonde..", "org.nd4j.nativeblas..")
            .should(standInAPackageWithPackageInfo()),
        "package io.sonde.web.unexplained; class Lonely {}");
  }

  private static ArchCondition<JavaClass> standInAPackageWithPackageInfo() {
    return new ArchCondition<>("stand in a package whose package-info says what it is for") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean explained = type.getPackage().tryGetPackageInfo().isPresent();
        events.add(
            new SimpleConditionEvent(
                type, explained, type.getName() + " stands in a package without package-info"));
      }
    };
  }

  private static Rule noBag(String word) {
    return Rule.of(
        noClasses()
            .should()
            .haveSimpleNameEndingWith(word)
            .because("such a name says nothing and such a class takes in everything"),
        "package io.sonde.web.broken; class String" + word + " {}");
  }
}
