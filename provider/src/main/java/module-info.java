// SPDX-License-Identifier: Apache-2.0

/**
 * The JCA provider. Programs use it through the JCA; what is exported is for those that configure
 * it in Java or ask how it stands.
 */
module org.turnlock.provider {
  requires transitive org.turnlock.pkcs11;
  requires org.bouncycastle.provider;
  requires static jdk.jfr;

  exports org.turnlock.audit;
  exports org.turnlock.audit.trail;
  exports org.turnlock.audit.trail.token;
  exports org.turnlock.config;
  exports org.turnlock.identity;
  exports org.turnlock.keys;
  exports org.turnlock.policy;
  exports org.turnlock.provider;
  exports org.turnlock.token;

  uses org.turnlock.audit.AuditSink;
  uses org.turnlock.identity.PrincipalSource;
  uses org.turnlock.keys.CertificateIssuer;

  provides java.security.Provider with
      org.turnlock.provider.TurnlockProvider;
}
