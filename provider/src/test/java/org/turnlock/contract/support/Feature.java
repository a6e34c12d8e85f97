// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

/** Behaviour that the contract asks for and that a reference provider may lack. */
public enum Feature {
  /** After ShortBufferException the same call with room gives the right result. */
  SHORT_BUFFER_RETRY,
  /** A ShortBufferException leaves the output as it was. */
  SHORT_BUFFER_LEAVES_OUTPUT,
  /** getOutputSize is never less than what update or doFinal then gives. */
  SUFFICIENT_OUTPUT_SIZE,
  /** Input and output may be one and the same place, whatever was held back before. */
  IN_PLACE,
  /** Input and output may overlap anyhow. */
  OVERLAPPING,
  /** Block modes give every whole block at once, as SunJCE does. */
  EAGER_BLOCKS,
  /** The object starts over with the same key and IV after doFinal, where SunJCE's does. */
  REUSE_WITHOUT_INIT,
  /** AES-GCM decryption gives nothing from update. */
  NOTHING_BEFORE_TAG,
  /** Nothing is written to the output when the tag is wrong. */
  OUTPUT_UNTOUCHED_ON_BAD_TAG,
  /** Wrong use fails with the exceptions that SunJCE gives. */
  SUNJCE_EXCEPTIONS,
  /** A new init of a Signature or Mac forgets what was fed to it before. */
  INIT_FORGETS_UPDATES,
  /** NONEwithECDSA takes up to 64 bytes in every form, and refuses more properly. */
  RAW_DIGEST_LIMIT,
  /** RSASSA-PSS takes another hash for the mask than for the message. */
  PSS_WITH_TWO_HASHES,
  /** EdDSA takes a context and hashed messages. */
  EDDSA_FORMS,
  /** EdDSA verifies a message of no bytes, also without an update. */
  EMPTY_EDDSA_MESSAGE,
  /**
   * ECDSA verification takes no negative number for a positive one, and no point off its curve;
   * EdDSA no zero behind a signature.
   */
  STRICT_SIGNATURES,
  /** Wrong use of signatures fails with the exceptions that SunRsaSign and SunEC give. */
  SUN_SIGNATURE_EXCEPTIONS,
  /**
   * An AES-GCM ciphertext too short for a tag is a bad tag; no ciphertext at all decrypts to
   * nothing in other modes, as in SunJCE.
   */
  TINY_CIPHERTEXT,
  /** Key agreement fails as SunEC and SunJCE do, and refuses what they refuse. */
  SUN_AGREEMENT_RULES,
  /** A key agreement gives AES keys, of the secret's first bytes. */
  AGREED_KEYS,
  /** RSA/ECB/PKCS1Padding encrypts with a private key (block type 1). */
  RSA_PRIVATE_KEY_ENCRYPTION,
  /** Keys are opaque: no encoding, no format, no use with another provider. */
  OPAQUE_KEYS,
  /** A KeyStore that keeps the provider's keys. */
  KEY_STORE
}
