// SPDX-License-Identifier: Apache-2.0

/** PKCS#11 for Java through JNA; knows nothing of the JCA. */
@SuppressWarnings("module") // the standard's name ends in digits
module org.turnlock.pkcs11 {
  requires com.sun.jna;

  exports org.turnlock.pkcs11;
  exports org.turnlock.pkcs11.binding;
  exports org.turnlock.pkcs11.constant;
  exports org.turnlock.pkcs11.error;

  // JNA looks at the binding's methods, and calls back through an interface of this package.
  opens org.turnlock.pkcs11.binding to
      com.sun.jna;
}
