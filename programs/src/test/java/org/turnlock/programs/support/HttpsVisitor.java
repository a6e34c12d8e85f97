// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** The JDK's HTTP client, which trusts given certificates only and checks the host's name. */
public final class HttpsVisitor {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SSLContext context;

  private HttpsVisitor(SSLContext context) {
    this.context = context;
  }

  public static HttpsVisitor trusting(X509Certificate... certificates) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (int i = 0; i < certificates.length; i++) {
      trusted.setCertificateEntry("server-" + i, certificates[i]);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return new HttpsVisitor(context);
  }

  /** A visit in TLS 1.3. */
  public Visit get(int port) throws Exception {
    return get(port, "TLSv1.3", "TLS_AES_128_GCM_SHA256");
  }

  /** A visit in TLS 1.2 to a server with a key of that algorithm: RSA or EC. */
  public Visit getWithKeyOf(String algorithm, int port) throws Exception {
    String authentication = algorithm.equals("RSA") ? "RSA" : "ECDSA";
    return get(port, "TLSv1.2", "TLS_ECDHE_" + authentication + "_WITH_AES_128_GCM_SHA256");
  }

  private Visit get(int port, String protocol, String cipherSuite) throws Exception {
    // A client each, so that each visit has a handshake of its own.
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(context)
            .sslParameters(new SSLParameters(new String[] {cipherSuite}, new String[] {protocol}))
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/hello"))
                .timeout(PATIENCE)
                .build(),
            BodyHandlers.ofString());
    return new Visit(
        response.statusCode(),
        response.body(),
        (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0]);
  }

  /**
   * What a visit saw.
   *
   * @param certificate the server's
   */
  public record Visit(int status, String body, X509Certificate certificate) {}
}
