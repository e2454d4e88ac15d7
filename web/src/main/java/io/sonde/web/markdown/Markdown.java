package io.sonde.web.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * CommonMark as HTML that is safe in a page whoever wrote it: HTML in it stands as text, links lead
 * to {@code http}, {@code https}, {@code mailto} or a page of this server, and pictures stand as
 * links, so that reading a note asks nobody elsewhere for anything. Thread-safe.
 */
public final class Markdown {
  /** Deeper nesting of lists and quotes stands as text; nobody writes it, but it costs time. */
  private static final int DEEPEST = 50;

  private final Parser parser = Parser.builder().maxOpenBlockParsers(DEEPEST).build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new SafeLinks())
          .build();

  /** The HTML of a text; empty for a blank one. Blocks for some milliseconds. */
  public String html(String text) {
    try {
      Node document = parser.parse(text);
      document.accept(new PicturesAsLinks());
      return renderer.render(document);
    } catch (StackOverflowError tooDeep) {
      // Emphasis within emphasis has no bound of the parser's own.
      return "<pre>" + escaped(text) + "</pre>\n";
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static final class PicturesAsLinks extends AbstractVisitor {
    @Override
    public void visit(Image image) {
      Link link = new Link(image.getDestination(), image.getTitle());
      for (Node child : children(image)) {
        link.appendChild(child);
      }
      image.insertAfter(link);
      image.unlink();
      visitChildren(link);
    }

    private static List<Node> children(Node parent) {
      List<Node> children = new ArrayList<>();
      for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
        children.add(child);
      }
      return children;
    }
  }
}
