package io.sonde.app.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.regex.Pattern;

/** The classes of every room, read from their files: nothing is loaded, tests are left out. */
final class Product {
  private static final ImportOption NO_TESTS =
      new ImportOption() {
        private final Pattern tests = Pattern.compile(".*(/test-classes/|-tests\\.jar).*");

        @Override
        public boolean includes(Location location) {
          return !location.matches(tests);
        }
      };

  private Product() {}

  static JavaClasses classes() {
    return new ClassFileImporter()
        .withImportOption(NO_TESTS)
        .importPackages("io.sonde", "org.nd4j.nativeblas");
  }
}
