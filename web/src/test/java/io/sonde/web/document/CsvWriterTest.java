package io.sonde.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CsvWriterTest {
  private static String line(Object... cells) throws IOException {
    StringWriter out = new StringWriter();
    new CsvWriter(out).line(Arrays.asList(cells));
    return out.toString();
  }

  @Test
  void quotesWhatWouldBreakALine() throws IOException {
    assertThat(line("a", null, "b,c", "d\"e", "f\ng", "", 1.5, true))
        .isEqualTo("a,,\"b,c\",\"d\"\"e\",\"f\ng\",,1.5,true\r\n");
  }

  @Test
  void keepsSpreadsheetsFromReadingTextAsAFormula() throws IOException {
    assertThat(line("=1+1", "+1", "-1", "@SUM(A1)", "\tx", -1.5, Double.NaN))
        .isEqualTo("'=1+1,'+1,'-1,'@SUM(A1),'\tx,-1.5,NaN\r\n");
  }
}
