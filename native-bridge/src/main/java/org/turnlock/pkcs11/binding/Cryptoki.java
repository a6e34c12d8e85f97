// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/**
 * The seam to a PKCS#11 module: one method per C function, under its own name. Every CK_ULONG,
 * handle, pointer and return value is a {@code long}; pointers are addresses of native memory that
 * the caller keeps alive. Everything above it is plain Java; tracing and serialising plug in here.
 */
public interface Cryptoki
    extends GeneralFunctions,
        SessionFunctions,
        ObjectFunctions,
        CipherFunctions,
        SigningFunctions,
        KeyFunctions,
        RandomFunctions {}
