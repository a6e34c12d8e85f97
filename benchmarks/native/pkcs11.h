// SPDX-License-Identifier: Apache-2.0
// What baseline.c and delay.c need of PKCS#11 (OASIS, versions 2.40 and 3.0), on Linux and macOS:
// CK_ULONG is an unsigned long there, and structures are not packed.
#ifndef TURNLOCK_PKCS11_H
#define TURNLOCK_PKCS11_H

typedef unsigned char CK_BYTE;
typedef unsigned long CK_ULONG;
typedef CK_ULONG CK_RV;
typedef CK_ULONG H; // a handle, of a session or an object
typedef CK_ULONG N; // a number: of a slot, of bytes, of elements, flags

typedef struct { CK_BYTE major, minor; } CK_VERSION;
typedef struct { CK_ULONG type; void *value; CK_ULONG length; } CK_ATTRIBUTE;
typedef struct { CK_ULONG type; void *parameter; CK_ULONG length; } CK_MECHANISM;
typedef struct { char *name; void *functions; CK_ULONG flags; } CK_INTERFACE;

typedef struct {
  void *create_mutex, *destroy_mutex, *lock_mutex, *unlock_mutex;
  CK_ULONG flags;
  const char *reserved; // NSS reads its parameters here
  void *behind;         // NSS's structure has one pointer more
} CK_C_INITIALIZE_ARGS;

typedef struct {
  char label[32], manufacturer[32], model[16], serial[16];
  CK_ULONG flags, counts_and_sizes[10];
  CK_VERSION hardware, firmware;
  char time[16];
} CK_TOKEN_INFO;

typedef struct {
  CK_BYTE *iv;
  CK_ULONG iv_length, iv_bits;
  CK_BYTE *aad;
  CK_ULONG aad_length, tag_bits;
} CK_GCM_PARAMS;

typedef struct {
  CK_BYTE *iv;
  CK_ULONG iv_length, iv_fixed_bits, iv_generator;
  CK_BYTE *tag;
  CK_ULONG tag_bits;
} CK_GCM_MESSAGE_PARAMS;

enum { // return values
  CKR_OK = 0, CKR_FUNCTION_NOT_SUPPORTED = 0x54, CKR_USER_ALREADY_LOGGED_IN = 0x100,
  CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191
};

enum {
  CKF_OS_LOCKING_OK = 2, CKF_RW_SESSION = 2, CKF_SERIAL_SESSION = 4, CKU_USER = 1,
  CKO_PUBLIC_KEY = 2, CKO_PRIVATE_KEY = 3, CKO_SECRET_KEY = 4,
  CKK_GENERIC_SECRET = 0x10, CKK_AES = 0x1F,
  CKA_CLASS = 0, CKA_TOKEN = 1, CKA_PRIVATE = 2, CKA_VALUE = 0x11, CKA_KEY_TYPE = 0x100,
  CKA_SENSITIVE = 0x103, CKA_ENCRYPT = 0x104, CKA_DECRYPT = 0x105, CKA_WRAP = 0x106,
  CKA_UNWRAP = 0x107, CKA_SIGN = 0x108, CKA_VERIFY = 0x10A, CKA_MODULUS_BITS = 0x121,
  CKA_PUBLIC_EXPONENT = 0x122, CKA_VALUE_LEN = 0x161, CKA_EXTRACTABLE = 0x162,
  CKA_EC_PARAMS = 0x180,
  CKM_RSA_PKCS_KEY_PAIR_GEN = 0, CKM_SHA256_RSA_PKCS = 0x40, CKM_SHA256_HMAC = 0x251,
  CKM_EC_KEY_PAIR_GEN = 0x1040, CKM_ECDSA = 0x1041, CKM_EC_EDWARDS_KEY_PAIR_GEN = 0x1055,
  CKM_EDDSA = 0x1057, CKM_AES_GCM = 0x1087, CKM_AES_KEY_WRAP = 0x2109
};

// The functions in the order of CK_FUNCTION_LIST: F(name, parameters, arguments). M is a
// CK_MECHANISM, A a template, B bytes, L a length that the function sets. C_GetFunctionList, which
// a module answers itself, is OWN.
#define M CK_MECHANISM *
#define A CK_ATTRIBUTE *
#define B CK_BYTE *
#define L CK_ULONG *
#define FUNCTIONS_2_40(F, OWN) \
  F(C_Initialize, (void *a), (a)) \
  F(C_Finalize, (void *a), (a)) \
  F(C_GetInfo, (void *a), (a)) \
  OWN(C_GetFunctionList, (void **a), (a)) \
  F(C_GetSlotList, (CK_BYTE a, L b, L c), (a, b, c)) \
  F(C_GetSlotInfo, (N a, void *b), (a, b)) \
  F(C_GetTokenInfo, (N a, CK_TOKEN_INFO *b), (a, b)) \
  F(C_GetMechanismList, (N a, L b, L c), (a, b, c)) \
  F(C_GetMechanismInfo, (N a, N b, void *c), (a, b, c)) \
  F(C_InitToken, (N a, B b, N c, B d), (a, b, c, d)) \
  F(C_InitPIN, (H a, B b, N c), (a, b, c)) \
  F(C_SetPIN, (H a, B b, N c, B d, N e), (a, b, c, d, e)) \
  F(C_OpenSession, (N a, N b, void *c, void *d, H *e), (a, b, c, d, e)) \
  F(C_CloseSession, (H a), (a)) \
  F(C_CloseAllSessions, (N a), (a)) \
  F(C_GetSessionInfo, (H a, void *b), (a, b)) \
  F(C_GetOperationState, (H a, B b, L c), (a, b, c)) \
  F(C_SetOperationState, (H a, B b, N c, H d, H e), (a, b, c, d, e)) \
  F(C_Login, (H a, N b, B c, N d), (a, b, c, d)) \
  F(C_Logout, (H a), (a)) \
  F(C_CreateObject, (H a, A b, N c, H *d), (a, b, c, d)) \
  F(C_CopyObject, (H a, H b, A c, N d, H *e), (a, b, c, d, e)) \
  F(C_DestroyObject, (H a, H b), (a, b)) \
  F(C_GetObjectSize, (H a, H b, L c), (a, b, c)) \
  F(C_GetAttributeValue, (H a, H b, A c, N d), (a, b, c, d)) \
  F(C_SetAttributeValue, (H a, H b, A c, N d), (a, b, c, d)) \
  F(C_FindObjectsInit, (H a, A b, N c), (a, b, c)) \
  F(C_FindObjects, (H a, H *b, N c, L d), (a, b, c, d)) \
  F(C_FindObjectsFinal, (H a), (a)) \
  F(C_EncryptInit, (H a, M b, H c), (a, b, c)) \
  F(C_Encrypt, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_EncryptUpdate, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_EncryptFinal, (H a, B b, L c), (a, b, c)) \
  F(C_DecryptInit, (H a, M b, H c), (a, b, c)) \
  F(C_Decrypt, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_DecryptUpdate, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_DecryptFinal, (H a, B b, L c), (a, b, c)) \
  F(C_DigestInit, (H a, M b), (a, b)) \
  F(C_Digest, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_DigestUpdate, (H a, B b, N c), (a, b, c)) \
  F(C_DigestKey, (H a, H b), (a, b)) \
  F(C_DigestFinal, (H a, B b, L c), (a, b, c)) \
  F(C_SignInit, (H a, M b, H c), (a, b, c)) \
  F(C_Sign, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_SignUpdate, (H a, B b, N c), (a, b, c)) \
  F(C_SignFinal, (H a, B b, L c), (a, b, c)) \
  F(C_SignRecoverInit, (H a, M b, H c), (a, b, c)) \
  F(C_SignRecover, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_VerifyInit, (H a, M b, H c), (a, b, c)) \
  F(C_Verify, (H a, B b, N c, B d, N e), (a, b, c, d, e)) \
  F(C_VerifyUpdate, (H a, B b, N c), (a, b, c)) \
  F(C_VerifyFinal, (H a, B b, N c), (a, b, c)) \
  F(C_VerifyRecoverInit, (H a, M b, H c), (a, b, c)) \
  F(C_VerifyRecover, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_DigestEncryptUpdate, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_DecryptDigestUpdate, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_SignEncryptUpdate, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_DecryptVerifyUpdate, (H a, B b, N c, B d, L e), (a, b, c, d, e)) \
  F(C_GenerateKey, (H a, M b, A c, N d, H *e), (a, b, c, d, e)) \
  F(C_GenerateKeyPair, (H a, M b, A c, N d, A e, N f, H *g, H *h), (a, b, c, d, e, f, g, h)) \
  F(C_WrapKey, (H a, M b, H c, H d, B e, L f), (a, b, c, d, e, f)) \
  F(C_UnwrapKey, (H a, M b, H c, B d, N e, A f, N g, H *h), (a, b, c, d, e, f, g, h)) \
  F(C_DeriveKey, (H a, M b, H c, A d, N e, H *f), (a, b, c, d, e, f)) \
  F(C_SeedRandom, (H a, B b, N c), (a, b, c)) \
  F(C_GenerateRandom, (H a, B b, N c), (a, b, c)) \
  F(C_GetFunctionStatus, (H a), (a)) \
  F(C_CancelFunction, (H a), (a)) \
  F(C_WaitForSlotEvent, (N a, L b, void *c), (a, b, c))

// What CK_FUNCTION_LIST_3_0 has behind them.
#define FUNCTIONS_3_0(F, OWN) \
  OWN(C_GetInterfaceList, (CK_INTERFACE *a, L b), (a, b)) \
  OWN(C_GetInterface, (char *a, CK_VERSION *b, CK_INTERFACE **c, N d), (a, b, c, d)) \
  F(C_LoginUser, (H a, N b, B c, N d, B e, N f), (a, b, c, d, e, f)) \
  F(C_SessionCancel, (H a, N b), (a, b)) \
  F(C_MessageEncryptInit, (H a, M b, H c), (a, b, c)) \
  F(C_EncryptMessage, (H a, void *b, N c, B d, N e, B f, N g, B h, L i), \
    (a, b, c, d, e, f, g, h, i)) \
  F(C_EncryptMessageBegin, (H a, void *b, N c, B d, N e), (a, b, c, d, e)) \
  F(C_EncryptMessageNext, (H a, void *b, N c, B d, N e, B f, L g, N h), (a, b, c, d, e, f, g, h)) \
  F(C_MessageEncryptFinal, (H a), (a)) \
  F(C_MessageDecryptInit, (H a, M b, H c), (a, b, c)) \
  F(C_DecryptMessage, (H a, void *b, N c, B d, N e, B f, N g, B h, L i), \
    (a, b, c, d, e, f, g, h, i)) \
  F(C_DecryptMessageBegin, (H a, void *b, N c, B d, N e), (a, b, c, d, e)) \
  F(C_DecryptMessageNext, (H a, void *b, N c, B d, N e, B f, L g, N h), (a, b, c, d, e, f, g, h)) \
  F(C_MessageDecryptFinal, (H a), (a)) \
  F(C_MessageSignInit, (H a, M b, H c), (a, b, c)) \
  F(C_SignMessage, (H a, void *b, N c, B d, N e, B f, L g), (a, b, c, d, e, f, g)) \
  F(C_SignMessageBegin, (H a, void *b, N c), (a, b, c)) \
  F(C_SignMessageNext, (H a, void *b, N c, B d, N e, B f, L g), (a, b, c, d, e, f, g)) \
  F(C_MessageSignFinal, (H a), (a)) \
  F(C_MessageVerifyInit, (H a, M b, H c), (a, b, c)) \
  F(C_VerifyMessage, (H a, void *b, N c, B d, N e, B f, N g), (a, b, c, d, e, f, g)) \
  F(C_VerifyMessageBegin, (H a, void *b, N c), (a, b, c)) \
  F(C_VerifyMessageNext, (H a, void *b, N c, B d, N e, B f, N g), (a, b, c, d, e, f, g)) \
  F(C_MessageVerifyFinal, (H a), (a))

#define POINTER(name, parameters, arguments) CK_RV (*name) parameters;

// CK_FUNCTION_LIST is the beginning of this: without the functions of 3.0.
typedef struct {
  CK_VERSION version;
  FUNCTIONS_2_40(POINTER, POINTER)
  FUNCTIONS_3_0(POINTER, POINTER)
} CK_FUNCTION_LIST_3_0;

#endif
