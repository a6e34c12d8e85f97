// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.kem;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import org.turnlock.jca.ImportedKeys;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenPostQuantumPrivateKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.ParameterSet;

/**
 * ML-KEM (FIPS 203): private keys decapsulate in their token, public keys encapsulate in software.
 * The JDK sees it as a {@code javax.crypto.KEMSpi}.
 */
public final class MlKemSpi {
  private final JcaContext context;
  private final String name;

  private MlKemSpi(JcaContext context, String name) {
    this.context = context;
    this.name = name;
  }

  /**
   * The {@code KEMSpi}.
   *
   * @param name {@code ML-KEM}, or the name of the one parameter set that is taken
   */
  public static Object of(JcaContext context, String name) {
    MlKemSpi spi = new MlKemSpi(context, name);
    return KemApi.spi(spi::call);
  }

  private Object call(String method, Object... arguments) throws GeneralSecurityException {
    AlgorithmParameterSpec spec = (AlgorithmParameterSpec) arguments[1];
    return method.equals("engineNewEncapsulator")
        ? encapsulator((PublicKey) arguments[0], spec, (SecureRandom) arguments[2])
        : decapsulator((PrivateKey) arguments[0], spec);
  }

  private Object encapsulator(PublicKey key, AlgorithmParameterSpec spec, SecureRandom random)
      throws GeneralSecurityException {
    MlKemEncapsulation encapsulation = MlKemEncapsulation.of(key, random);
    if (spec != null) {
      throw new InvalidAlgorithmParameterException(name + " encapsulates without parameters");
    }
    require(encapsulation.set());
    return KemApi.encapsulator(encapsulation::call);
  }

  /**
   * @param spec a {@link TokenKeySpec} for the key that comes out, or null
   */
  private Object decapsulator(PrivateKey key, AlgorithmParameterSpec spec)
      throws GeneralSecurityException {
    if (spec != null && !(spec instanceof TokenKeySpec)) {
      throw new InvalidAlgorithmParameterException(
          name + " decapsulates with a TokenKeySpec or without parameters");
    }
    ImportedKeys imported = new ImportedKeys(context);
    Key own = imported.take(key, Ckk.ML_KEM, KeyUsage.DECAPSULATE);
    if (!(own instanceof TokenPostQuantumPrivateKey given)
        || !given.getAlgorithm().equals("ML-KEM")) {
      throw KeyRefusal.of(key, "an ML-KEM private key");
    }
    TokenPostQuantumPrivateKey kem =
        context.operations().theOnly(given, KeyUsage.DECAPSULATE, "ML-KEM").likeliest();
    ParameterSet set = ParameterSet.named(kem.getParams().getName()).get();
    require(set);
    return KemApi.decapsulator(
        new MlKemDecapsulation(context, imported, kem, set, (TokenKeySpec) spec)::call);
  }

  private void require(ParameterSet set) throws InvalidKeyException {
    if (!name.equals(set.family()) && !name.equals(set.jcaName())) {
      throw new InvalidKeyException("an " + name + " key is needed, not one of " + set.jcaName());
    }
  }
}
