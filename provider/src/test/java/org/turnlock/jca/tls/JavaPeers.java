// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A server that sends each line back, and a client that sends one; both demand certificates. */
final class JavaPeers {
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final byte[] LINE = {'h', 'e', 'l', 'l', 'o', '\n'};

  private JavaPeers() {}

  /** Listens on a port of its own until it is closed. */
  static SSLServerSocket listen(SSLContext context, String protocol, String... suites)
      throws Exception {
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    listener.setNeedClientAuth(true);
    listener.setEnabledProtocols(new String[] {protocol});
    if (suites.length > 0) {
      listener.setEnabledCipherSuites(suites);
    }
    return listener;
  }

  /** Serves one connection. */
  static Future<SSLSession> serve(SSLServerSocket listener, ExecutorService threads) {
    return threads.submit(
        () -> {
          try (SSLSocket connection = (SSLSocket) listener.accept()) {
            connection.setSoTimeout(TIMEOUT_MILLIS);
            connection.getOutputStream().write(line(connection));
            return connection.getSession();
          }
        });
  }

  /** Connects, sends a line, and fails if the same does not come back. */
  static SSLSession connect(SSLContext context, int port, String protocol, byte[] answer)
      throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setEnabledProtocols(new String[] {protocol});
      if (protocol.equals("TLSv1.2")) {
        socket.setEnabledCipherSuites(socket.getSupportedCipherSuites());
      }
      socket.getOutputStream().write(LINE);
      byte[] back = line(socket);
      if (!Arrays.equals(back, answer)) {
        throw new AssertionError("another line came back");
      }
      return socket.getSession();
    }
  }

  /** What {@link #serve} answers. */
  static byte[] echo() {
    return LINE.clone();
  }

  static <T> T result(Future<T> future) throws Exception {
    return future.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static byte[] line(SSLSocket socket) throws Exception {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    do {
      next = socket.getInputStream().read();
      if (next >= 0) {
        line.write(next);
      }
    } while (next >= 0 && next != '\n');
    return line.toByteArray();
  }
}
