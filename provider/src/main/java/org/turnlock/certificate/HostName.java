// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.net.IDN;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/** A name under which a host is reached, as certificates hold it. */
final class HostName {
  private static final Pattern DNS =
      Pattern.compile(
          "(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*");
  private static final int LONGEST = 253;

  private HostName() {}

  /**
   * An IP address, or a DNS name, which may begin with {@code *.} and be in any script.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static GeneralName of(String host) {
    if (IPAddress.isValidIPv4(host) || IPAddress.isValidIPv6(host)) {
      return new GeneralName(GeneralName.iPAddress, host);
    }
    String name;
    try {
      name = IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong(host), e);
    }
    if (name.length() > LONGEST || !DNS.matcher(name).matches()) {
      throw new IllegalArgumentException(wrong(host));
    }
    return new GeneralName(GeneralName.dNSName, name);
  }

  private static String wrong(String host) {
    return "neither a DNS name nor an IP address: '" + host + "'";
  }
}
