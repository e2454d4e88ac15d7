package io.sonde.web.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The addresses that are not of the public internet: those of IANA's registries for special
 * purposes (RFC 6890), and what clouds answer their own machines at. Of IPv6 everything is special
 * that is not assigned as global unicast.
 */
final class SpecialAddresses {
  private static final List<Purpose> IPV4 =
      List.of(
          Purpose.of("of this machine", "127.0.0.0/8", "0.0.0.0/8"),
          Purpose.of("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
          Purpose.of("shared with a provider", "100.64.0.0/10"),
          Purpose.of("link-local, where clouds keep metadata", "169.254.0.0/16"),
          Purpose.of("of a cloud's own services", "168.63.129.16"),
          Purpose.of("multicast", "224.0.0.0/4"),
          Purpose.of(
              "reserved",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "240.0.0.0/4"));

  private static final List<Purpose> IPV6 =
      List.of(
          Purpose.of("of this machine", "::1", "::"),
          Purpose.of("private", "fc00::/7", "fec0::/10"),
          Purpose.of("link-local", "fe80::/10"),
          Purpose.of("multicast", "ff00::/8"),
          Purpose.of(
              "one that carries an address of IPv4",
              "::/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "2001::/32",
              "2002::/16"),
          Purpose.of("reserved", "2001::/23", "2001:db8::/32", "3fff::/20"));

  private static final AddressBlock GLOBAL = AddressBlock.of("2000::/3");

  private SpecialAddresses() {}

  private record Purpose(String word, List<AddressBlock> blocks) {
    static Purpose of(String word, String... blocks) {
      return new Purpose(word, Stream.of(blocks).map(AddressBlock::of).toList());
    }

    boolean has(InetAddress address) {
      return blocks.stream().anyMatch(block -> block.contains(address));
    }
  }

  /** What an address is for, if it is not of the public internet. */
  static Optional<String> purpose(InetAddress address) {
    List<Purpose> purposes = address instanceof Inet4Address ? IPV4 : IPV6;
    Optional<String> known =
        purposes.stream().filter(purpose -> purpose.has(address)).map(Purpose::word).findFirst();
    boolean strange = address instanceof Inet6Address && !GLOBAL.contains(address);
    return known.isEmpty() && strange ? Optional.of("reserved") : known;
  }
}
