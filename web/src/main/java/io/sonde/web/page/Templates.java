package io.sonde.web.page;

import io.sonde.web.asset.Assets;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import ognl.OgnlRuntime;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Fills the templates on the class path; every value is escaped. Thread-safe. */
public final class Templates {
  private final TemplateEngine engine = new TemplateEngine();
  private final Map<String, Object> common;

  /** Templates whose pages load these assets. */
  public Templates(Assets assets, String version) {
    ClassLoaderTemplateResolver resolver =
        new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
    resolver.setPrefix("io/sonde/web/templates/");
    resolver.setSuffix(".html");
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCharacterEncoding("UTF-8");
    resolver.setCacheable(true);
    engine.setTemplateResolver(resolver);
    // OGNL knows one for the whole program.
    OgnlRuntime.setPropertyAccessor(Record.class, new RecordProperties());
    common = Map.of("assets", assets.folder(), "version", version);
  }

  /**
   * The text of a template, or of a fragment of it ({@code sweep :: overview}), as it is shown to
   * whoever asks.
   */
  String fill(RoutingContext context, String template, Map<String, Object> model) {
    return fill(Viewer.of(context), template, model);
  }

  /** The same, for somebody. */
  String fill(Viewer who, String template, Map<String, Object> model) {
    Map<String, Object> values = new HashMap<>(common);
    values.put("who", who);
    values.putAll(model);
    Context context = new Context(Locale.ENGLISH, values);
    int cut = template.indexOf(" :: ");
    return cut < 0
        ? engine.process(template, context)
        : engine.process(template.substring(0, cut), Set.of(template.substring(cut + 4)), context);
  }
}
