// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TokenFixture;

/** Digests and algorithm parameters are those of the JDK, under every name that the JDK has. */
class SoftwareServicesTest {
  private static final byte[] MESSAGE = "a message in two pieces".getBytes(StandardCharsets.UTF_8);

  private final Provider provider = new TokenFixture().provider;

  @Test
  void digestsAreTheJdksHoweverTheMessageComes() throws Exception {
    int seen = 0;
    for (Provider.Service service : services("MessageDigest")) {
      MessageDigest ours = MessageDigest.getInstance(service.getAlgorithm(), provider);
      byte[] expected = MessageDigest.getInstance(service.getAlgorithm(), "SUN").digest(MESSAGE);
      assertThat(ours.digest(MESSAGE)).as(service.getAlgorithm()).isEqualTo(expected);
      ours.update(MESSAGE[0]);
      MessageDigest copy = (MessageDigest) ours.clone();
      ours.update(MESSAGE, 1, MESSAGE.length - 1);
      copy.update(ByteBuffer.wrap(MESSAGE, 1, MESSAGE.length - 1));
      assertThat(copy.digest()).as("copy").isEqualTo(expected);
      byte[] output = new byte[ours.getDigestLength() + 1];
      assertThat(ours.digest(output, 1, output.length - 1)).isEqualTo(expected.length);
      assertThat(output).endsWith(expected);
      ours.update(MESSAGE);
      ours.reset();
      assertThat(ours.digest(MESSAGE)).as("after reset").isEqualTo(expected);
      seen++;
    }
    assertThat(seen).isEqualTo(11);
  }

  @Test
  void parametersHaveTheEncodingAndTheTextOfTheJdks() throws Exception {
    Map<String, AlgorithmParameterSpec> specs = new TreeMap<>();
    specs.put("AES", new IvParameterSpec(new byte[16]));
    specs.put("GCM", new GCMParameterSpec(128, new byte[12]));
    specs.put("ChaCha20-Poly1305", new IvParameterSpec(new byte[12]));
    specs.put("OAEP", OAEPParameterSpec.DEFAULT);
    specs.put(
        "RSASSA-PSS", new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    specs.put("EC", new ECGenParameterSpec("secp384r1"));
    specs.put("DiffieHellman", new DHParameterSpec(BigInteger.valueOf(23), BigInteger.valueOf(5)));
    assertThat(services("AlgorithmParameters"))
        .extracting(Provider.Service::getAlgorithm)
        .containsExactlyInAnyOrderElementsOf(specs.keySet());
    for (Map.Entry<String, AlgorithmParameterSpec> spec : specs.entrySet()) {
      AlgorithmParameters theirs = AlgorithmParameters.getInstance(spec.getKey());
      theirs.init(spec.getValue());
      AlgorithmParameters ours = AlgorithmParameters.getInstance(spec.getKey(), provider);
      ours.init(spec.getValue());
      assertThat(ours.getEncoded()).as(spec.getKey()).isEqualTo(theirs.getEncoded());
      assertThat(ours).hasToString(theirs.toString());
      AlgorithmParameters read = AlgorithmParameters.getInstance(spec.getKey(), provider);
      read.init(theirs.getEncoded("ASN.1"), "ASN.1");
      assertThat(read.getEncoded("ASN.1")).isEqualTo(theirs.getEncoded());
      Class<? extends AlgorithmParameterSpec> type =
          spec.getKey().equals("EC") ? ECParameterSpec.class : spec.getValue().getClass();
      assertThat(read.getParameterSpec(type)).isInstanceOf(type);
    }
  }

  @Test
  void namesOfTheJdkAreNamesHere() {
    for (String type : List.of("MessageDigest", "AlgorithmParameters")) {
      for (Provider.Service ours : services(type)) {
        for (Provider jdk : Security.getProviders()) {
          String prefix = "Alg.Alias." + type + ".";
          jdk.forEach(
              (name, algorithm) -> {
                if (name.toString().startsWith(prefix) && algorithm.equals(ours.getAlgorithm())) {
                  String alias = name.toString().substring(prefix.length());
                  assertThat(provider.getService(type, alias)).as("%s", name).isSameAs(ours);
                }
              });
        }
      }
    }
  }

  private List<Provider.Service> services(String type) {
    return provider.getServices().stream()
        .filter(service -> service.getType().equals(type))
        .toList();
  }
}
