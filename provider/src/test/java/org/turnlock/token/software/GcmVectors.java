// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

/**
 * Test cases of "The Galois/Counter Mode of Operation" (McGrew and Viega), appendix B, as NIST
 * published them: key, IV, AAD, plaintext, ciphertext, tag.
 */
final class GcmVectors {
  private static final String PLAIN_64 =
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
          + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";
  private static final String PLAIN_60 = PLAIN_64.substring(0, 120);
  private static final String AAD = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
  private static final String IV_60 =
      "9313225df88406e555909c5aff5269aa6a7a9538534f7da1e4c303d2a318a728"
          + "c3c0c95156809539fcf0e2429a6b525416aedbf5a0de6a57a637b39b";

  static final String[][] ALL = {
    {
      "00000000000000000000000000000000",
      "000000000000000000000000",
      "",
      "",
      "",
      "58e2fccefa7e3061367f1d57a4e7455a"
    },
    {
      "00000000000000000000000000000000",
      "000000000000000000000000",
      "",
      "00000000000000000000000000000000",
      "0388dace60b6a392f328c2b971b2fe78",
      "ab6e47d42cec13bdf53a67b21257bddf"
    },
    {
      "feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbaddecaf888",
      "",
      PLAIN_64,
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
          + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985",
      "4d5c2af327cd64a62cf35abd2ba6fab4"
    },
    {
      "feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbaddecaf888",
      AAD,
      PLAIN_60,
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
          + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091",
      "5bc94fbc3221a5db94fae95ae7121a47"
    },
    {
      "feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbad",
      AAD,
      PLAIN_60,
      "61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c7423"
          + "73806900e49f24b22b097544d4896b424989b5e1ebac0f07c23f4598",
      "3612d2e79e3b0785561be14aaca2fccb"
    },
    {
      "feffe9928665731c6d6a8f9467308308",
      IV_60,
      AAD,
      PLAIN_60,
      "8ce24998625615b603a033aca13fb894be9112a5c3a211a8ba262a3cca7e2ca7"
          + "01e4a9a4fba43c90ccdcb281d48c7c6fd62875d2aca417034c34aee5",
      "619cc5aefffe0bfa462af43c1699d050"
    },
    {
      "0000000000000000000000000000000000000000000000000000000000000000",
      "000000000000000000000000",
      "",
      "00000000000000000000000000000000",
      "cea7403d4d606b6e074ec5d3baf39d18",
      "d0d1c8a799996bf0265b98b5d48ab919"
    },
    {
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      "cafebabefacedbaddecaf888",
      AAD,
      PLAIN_60,
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
          + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
      "76fc6ece0f4e1768cddf8853bb2d551b"
    }
  };

  private GcmVectors() {}
}
