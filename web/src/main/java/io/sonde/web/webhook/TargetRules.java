package io.sonde.web.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which places may be called. Those of the public internet by HTTPS; others, and any by plain HTTP,
 * only where they are allowed by name or address. Immutable.
 */
public final class TargetRules {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
  private final Set<String> names = new HashSet<>();
  private final List<AddressBlock> blocks = new ArrayList<>();

  /**
   * Allows some places.
   *
   * @param allowed names of hosts, addresses, and blocks of addresses such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException with a sentence for what is none of them
   */
  public TargetRules(List<String> allowed) {
    for (String text : allowed) {
      String place = text.strip().toLowerCase(Locale.ROOT);
      Optional<AddressBlock> block = AddressBlock.parse(place);
      if (block.isPresent()) {
        blocks.add(block.get());
      } else if (NAME.matcher(place).matches() && !NUMBERS.matcher(place).matches()) {
        names.add(place);
      } else {
        throw new IllegalArgumentException(
            "expected the name of a host, an address or a block of addresses such as 10.0.0.0/8,"
                + " got '"
                + text
                + "'");
      }
    }
  }

  /** Finds the addresses of a host. */
  @FunctionalInterface
  public interface Resolver {
    /** The addresses; at least one. */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** As this machine does. */
    static Resolver ofMachine() {
      return host -> List.of(InetAddress.getAllByName(host));
    }
  }

  /**
   * The addresses at which a target may be called. Requests must go to one of these and to no other
   * that the name may have a moment later.
   *
   * @throws RefusedTargetException with a sentence when one of its addresses is not allowed
   * @throws UnknownHostException when its host has none
   */
  List<InetAddress> addresses(Target target, Resolver resolver) throws UnknownHostException {
    List<InetAddress> addresses = resolver.resolve(target.host());
    if (!names.contains(target.host())) {
      addresses.forEach(address -> require(target, address));
    }
    return addresses;
  }

  private void require(Target target, InetAddress address) {
    if (blocks.stream().anyMatch(block -> block.contains(address))) {
      return;
    }
    SpecialAddresses.purpose(address)
        .ifPresent(
            purpose -> {
              throw new RefusedTargetException(
                  "%s is %s, and that address is %s: 'sonde serve --webhook-allow %s' allows it"
                      .formatted(target.host(), address.getHostAddress(), purpose, target.host()));
            });
    if (!target.tls()) {
      throw new RefusedTargetException(
          "plain http:// is read on its way: use https://, or 'sonde serve --webhook-allow %s'"
              .formatted(target.host()));
    }
  }
}
