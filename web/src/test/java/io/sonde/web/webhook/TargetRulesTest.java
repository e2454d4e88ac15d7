package io.sonde.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which places a webhook may call. What attackers write to reach others is tried here. */
final class TargetRulesTest {
  private static final TargetRules STRICT = new TargetRules(List.of());

  /** A name server that knows one answer. */
  private static TargetRules.Resolver saying(String... addresses) {
    return host -> {
      List<InetAddress> all = new ArrayList<>();
      for (String address : addresses) {
        all.add(InetAddress.getByName(address));
      }
      return all;
    };
  }

  private static List<InetAddress> addresses(TargetRules rules, String url, String... addresses)
      throws UnknownHostException {
    return rules.addresses(Target.parse(url), saying(addresses));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "169.254.170.2",
        "168.63.129.16",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2001::1",
        "2001:0:53aa:64c::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:db8::1",
        "3fff::1",
        "100::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "5f00::1",
        "4000::1"
      })
  void callsNoAddressThatIsNotOfThePublicInternet(String address) {
    assertThatThrownBy(() -> addresses(STRICT, "https://evil.example/hook", address))
        .isInstanceOf(RefusedTargetException.class)
        .hasMessageContaining("--webhook-allow evil.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "2001:4860::1"
      })
  void callsThoseOfThePublicInternet(String address) throws Exception {
    assertThat(addresses(STRICT, "https://example.org/", address))
        .containsExactly(InetAddress.getByName(address));
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnough() {
    assertThatThrownBy(() -> addresses(STRICT, "https://evil.example/", "1.1.1.1", "10.0.0.1"))
        .hasMessageContaining("evil.example is 10.0.0.1, and that address is private");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[0:0:0:0:0:ffff:7f00:1]/",
        "https://localhost/",
        "https://LOCALHOST:8443/",
        "https://localhost./"
      })
  void knowsThisMachineHoweverItIsWritten(String url) {
    assertThatThrownBy(() -> STRICT.addresses(Target.parse(url), TargetRules.Resolver.ofMachine()))
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(RefusedTargetException.class),
            e -> assertThat(e).isInstanceOf(UnknownHostException.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "//example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "jar:https://example.org/!/",
        "https://",
        "https:///path",
        "https://user:secret@example.org/",
        "https://127.0.0.1\\@example.org/",
        "https://example.org/#part",
        "https://example.org:0/",
        "https://example.org:70000/",
        "https://exa mple.org/",
        "https://example.org/\r\nHost: evil",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1%eth0]/"
      })
  void refusesWhatIsNoAddressOfAReceiver(String url) {
    assertThatThrownBy(() -> Target.parse(url))
        .isInstanceOf(RefusedTargetException.class)
        .message()
        .doesNotContain("secret", "\r", "\n");
  }

  @Test
  void refusesPlainHttpUnlessItIsAllowed() throws Exception {
    assertThatThrownBy(() -> addresses(STRICT, "http://example.org/", "1.1.1.1"))
        .hasMessageContaining("use https://");
    TargetRules named = new TargetRules(List.of("example.org"));
    assertThat(addresses(named, "http://example.org/", "1.1.1.1")).hasSize(1);
  }

  @Test
  void allowsWhatIsNamedAndNothingBesides() throws Exception {
    TargetRules rules = new TargetRules(List.of(" CI.internal", "10.1.0.0/16", "fd00::/8", "::1"));
    assertThat(addresses(rules, "http://ci.internal:8080/", "192.168.0.7")).hasSize(1);
    assertThat(addresses(rules, "http://any.example/", "10.1.255.1", "fd12::1", "::1")).hasSize(3);
    assertThatThrownBy(() -> addresses(rules, "https://any.example/", "10.2.0.1"))
        .hasMessageContaining("private");
    assertThatThrownBy(() -> addresses(rules, "https://x.ci.internal/", "192.168.0.7"))
        .hasMessageContaining("private");
    assertThatThrownBy(() -> addresses(rules, "https://any.example/", "fc00::1"))
        .hasMessageContaining("private");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/33", "10.0.0/8", "10.0.0.256", "a_b", "http://x", "::/129", "x/8"})
  void saysWhatCannotBeAllowed(String place) {
    assertThatThrownBy(() -> new TargetRules(List.of(place)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got '" + place + "'");
  }

  @Test
  void readsTheParts() {
    assertThat(Target.parse("https://Example.org/a%20b?c=d"))
        .isEqualTo(new Target(true, "example.org", 443, "/a%20b?c=d"));
    assertThat(Target.parse("http://[2001:DB8::1]:8080"))
        .isEqualTo(new Target(false, "2001:db8::1", 8080, "/"));
  }
}
