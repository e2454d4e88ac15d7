package io.sonde.scheduler.probe;

import io.sonde.scheduler.device.DeviceProcess;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What {@code nvidia-smi -q -x} says. Its elements have had the same names since long; newer
 * drivers add others, and leave values out or replace them by words such as {@code N/A}, {@code
 * [Not Supported]} or {@code Insufficient Permissions}: whatever is no number is not told.
 *
 * @param gpus by the order of their PCI buses
 */
record SmiReport(List<Gpu> gpus) {

  private static final String BEGIN = "<?xml";
  private static final String END = "</nvidia_smi_log>";
  private static final long MEBIBYTE = 1L << 20;
  private static final int LONGEST_NAME = 60;

  /** Runs for whoever computes under MPS, and computes nothing itself. */
  private static final String MPS_SERVER = "nvidia-cuda-mps-server";

  /** Memory of a GPU or an instance. */
  record Memory(OptionalLong total, OptionalLong used, OptionalLong free) {}

  /**
   * A MIG instance.
   *
   * @param index its number on the GPU, by which {@code nvidia-smi -L} calls it too
   * @param gpuInstance with the compute instance, what processes are told by
   */
  record Instance(int index, String gpuInstance, String computeInstance, Memory memory) {}

  /** A process that computes, and the instance on which it does, empty without MIG. */
  record Computing(String gpuInstance, String computeInstance, DeviceProcess process) {
    boolean on(Instance instance) {
      return gpuInstance.equals(instance.gpuInstance())
          && computeInstance.equals(instance.computeInstance());
    }
  }

  /** A GPU. */
  record Gpu(
      String uuid,
      String name,
      boolean mig,
      List<Instance> instances,
      Memory memory,
      OptionalInt utilisation,
      OptionalInt temperature,
      List<Computing> processes) {}

  /** Reads a report; warnings before and after it do no harm. Empty where there is none. */
  static Optional<SmiReport> read(String text) {
    int begin = text.indexOf(BEGIN);
    int end = text.lastIndexOf(END);
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    try {
      Element root = parse(text.substring(begin, end + END.length()));
      List<Gpu> gpus =
          children(root, "gpu").stream()
              .filter(gpu -> text(gpu, "uuid").startsWith("GPU-"))
              .map(SmiReport::gpu)
              .toList();
      return Optional.of(new SmiReport(gpus));
    } catch (SAXException e) {
      return Optional.empty();
    }
  }

  /** Without the document type, which names a file that is nowhere. */
  private static Element parse(String xml) throws SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("this JDK cannot read XML as it should", e);
    }
  }

  private static Gpu gpu(Element gpu) {
    return new Gpu(
        text(gpu, "uuid"),
        text(gpu, "product_name"),
        text(gpu, "mig_mode", "current_mig").equals("Enabled"),
        child(gpu, "mig_devices").stream()
            .flatMap(list -> children(list, "mig_device").stream())
            .map(SmiReport::instance)
            .toList(),
        memory(gpu),
        number(text(gpu, "utilization", "gpu_util")),
        number(text(gpu, "temperature", "gpu_temp")),
        child(gpu, "processes").stream()
            .flatMap(list -> children(list, "process_info").stream())
            .filter(SmiReport::computes)
            .map(SmiReport::process)
            .toList());
  }

  private static Instance instance(Element mig) {
    return new Instance(
        number(text(mig, "index")).orElse(-1),
        text(mig, "gpu_instance_id"),
        text(mig, "compute_instance_id"),
        memory(mig));
  }

  private static Memory memory(Element of) {
    return new Memory(
        bytes(text(of, "fb_memory_usage", "total")),
        bytes(text(of, "fb_memory_usage", "used")),
        bytes(text(of, "fb_memory_usage", "free")));
  }

  /** Types are C (computes), G (draws), M (under MPS) and sums of them. */
  private static boolean computes(Element process) {
    return text(process, "type").contains("C")
        && number(text(process, "pid")).orElse(0) > 0
        && !text(process, "process_name").endsWith(MPS_SERVER);
  }

  private static Computing process(Element process) {
    return new Computing(
        text(process, "gpu_instance_id"),
        text(process, "compute_instance_id"),
        new DeviceProcess(
            number(text(process, "pid")).orElseThrow(),
            program(text(process, "process_name")),
            bytes(text(process, "used_memory"))));
  }

  private static String program(String commandLine) {
    String path = commandLine.split("\\s", 2)[0];
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
  }

  private static OptionalLong bytes(String value) {
    return value.matches("[0-9]{1,12} MiB")
        ? OptionalLong.of(Long.parseLong(value.substring(0, value.indexOf(' '))) * MEBIBYTE)
        : OptionalLong.empty();
  }

  /** A whole number, with or without its unit. */
  private static OptionalInt number(String value) {
    return value.matches("[0-9]{1,9}( [%C])?")
        ? OptionalInt.of(Integer.parseInt(value.split(" ", 2)[0]))
        : OptionalInt.empty();
  }

  /** The text at a path below an element; empty where nothing is there. */
  private static String text(Element from, String... path) {
    Element at = from;
    for (String name : path) {
      Optional<Element> next = child(at, name);
      if (next.isEmpty()) {
        return "";
      }
      at = next.get();
    }
    return at.getTextContent().strip();
  }

  private static Optional<Element> child(Element of, String name) {
    return children(of, name).stream().findFirst();
  }

  private static List<Element> children(Element of, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
