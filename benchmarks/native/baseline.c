// SPDX-License-Identifier: Apache-2.0
// How fast a token is when it is called from C: what no way to it from Java can be faster than.
//
//   baseline --module PATH [--init STRING] [--label L --pin P] --operation NAME --size BYTES
//            --threads N --slices K --slice-millis M [--messages]
//
// Prints one line of JSON; "micros" is the time that an operation takes its thread, slice by slice.
// Each thread has a session and buffers of its own, all use one session key. With --messages,
// AES-GCM uses the message functions of PKCS#11 3.0 in sessions that are primed once. Without
// --label it is the first token. Anything that goes wrong is said on stderr, and is exit code 1.
//
// An ECDSA signature is of 32 bytes whatever the size, a digest that is given: not all tokens hash
// for ECDSA. What aes-wrap wraps is an AES-256 key: it needs no --size.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "pkcs11.h"

enum { IV = 12, TAG = 16, ROOM = 1024, CACHE_LINE = 64 };
enum { WARM_UP_SLICES = 1, PATIENCE_MICROS = 60000000 };

typedef struct Worker Worker;

typedef struct {
  const char *name;
  void (*make_keys)(void); // sets key and check_key
  void (*prepare)(Worker *);
  void (*run)(Worker *), (*run_message)(Worker *);
  void (*check)(Worker *); // that what run has given is right
  CK_ULONG mechanism, bits;
} Operation;

struct Worker {
  pthread_t thread;
  H session;
  CK_BYTE iv[IV], *input, *output;
  CK_ULONG input_length, output_length;
  CK_GCM_PARAMS gcm;
  CK_GCM_MESSAGE_PARAMS message;
  CK_MECHANISM mechanism;
  _Alignas(CACHE_LINE) atomic_ullong done;
};

static CK_FUNCTION_LIST_3_0 *p11;
static const Operation *operation;
static CK_ULONG size = 0, threads = 1, slices = 5, slice_millis = 200;
static int messages, logged_in;
static H keeper, key, check_key, wrapped_key; // the keeper is the session that owns the keys
static CK_BYTE secret[32] = "32 bytes that are no secret, 123";
static void (*run)(Worker *);
static atomic_int stopped;

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  flockfile(stderr);
  fputs("baseline: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  _exit(1); // no exit handlers: other threads may be inside the module
}

static const char *name_of(CK_RV code) {
  static const struct { CK_RV code; const char *name; } known[] = {
      {0x02, "CKR_HOST_MEMORY"}, {0x03, "CKR_SLOT_ID_INVALID"}, {0x05, "CKR_GENERAL_ERROR"},
      {0x06, "CKR_FUNCTION_FAILED"}, {0x07, "CKR_ARGUMENTS_BAD"}, {0x0A, "CKR_CANT_LOCK"},
      {0x12, "CKR_ATTRIBUTE_TYPE_INVALID"}, {0x13, "CKR_ATTRIBUTE_VALUE_INVALID"},
      {0x21, "CKR_DATA_LEN_RANGE"}, {0x30, "CKR_DEVICE_ERROR"}, {0x31, "CKR_DEVICE_MEMORY"},
      {0x32, "CKR_DEVICE_REMOVED"}, {0x54, "CKR_FUNCTION_NOT_SUPPORTED"},
      {0x60, "CKR_KEY_HANDLE_INVALID"}, {0x62, "CKR_KEY_SIZE_RANGE"},
      {0x63, "CKR_KEY_TYPE_INCONSISTENT"}, {0x68, "CKR_KEY_FUNCTION_NOT_PERMITTED"},
      {0x70, "CKR_MECHANISM_INVALID"}, {0x71, "CKR_MECHANISM_PARAM_INVALID"},
      {0x90, "CKR_OPERATION_ACTIVE"}, {0x91, "CKR_OPERATION_NOT_INITIALIZED"},
      {0xA0, "CKR_PIN_INCORRECT"}, {0xA2, "CKR_PIN_LEN_RANGE"}, {0xA4, "CKR_PIN_LOCKED"},
      {0xB1, "CKR_SESSION_COUNT"}, {0xB3, "CKR_SESSION_HANDLE_INVALID"},
      {0xC0, "CKR_SIGNATURE_INVALID"}, {0xD0, "CKR_TEMPLATE_INCOMPLETE"},
      {0xD1, "CKR_TEMPLATE_INCONSISTENT"}, {0xE0, "CKR_TOKEN_NOT_PRESENT"},
      {0x101, "CKR_USER_NOT_LOGGED_IN"}, {0x130, "CKR_DOMAIN_PARAMS_INVALID"},
      {0x140, "CKR_CURVE_NOT_SUPPORTED"}, {0x150, "CKR_BUFFER_TOO_SMALL"},
      {0x190, "CKR_CRYPTOKI_NOT_INITIALIZED"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].code == code) return known[i].name;
  return "a code without a name here";
}

static inline void must(const char *what, CK_RV code) {
  if (__builtin_expect(code != CKR_OK, 0))
    fail("%s: %s answers %s (0x%lX)", operation->name, what, name_of(code), code);
}

#define CALL(function, ...) \
  must(#function, p11->function ? p11->function(__VA_ARGS__) : CKR_FUNCTION_NOT_SUPPORTED)

static void require(int truth, const char *wrong) {
  if (!truth) fail("%s: %s", operation->name, wrong);
}

static void *room(CK_ULONG bytes) {
  void *memory = calloc(1, bytes);
  if (!memory) fail("no memory for %lu bytes", bytes);
  return memory;
}

// Keys are session objects, private where there is a login, as those of the providers are.
#define ULONG(type, value) {type, &(CK_ULONG) {value}, sizeof(CK_ULONG)}
#define FLAG(type, value) {type, &(CK_BYTE) {value}, 1}
#define LENGTH(template) (sizeof(template) / sizeof *(template))

static H make_secret(CK_ULONG type, CK_ULONG length) {
  CK_ATTRIBUTE template[] = {
      ULONG(CKA_CLASS, CKO_SECRET_KEY), ULONG(CKA_KEY_TYPE, type), {CKA_VALUE, secret, length},
      FLAG(CKA_TOKEN, 0), FLAG(CKA_PRIVATE, logged_in), FLAG(CKA_SENSITIVE, 0),
      FLAG(CKA_EXTRACTABLE, 1), FLAG(CKA_ENCRYPT, 1), FLAG(CKA_DECRYPT, 1), FLAG(CKA_WRAP, 1),
      FLAG(CKA_UNWRAP, 1), FLAG(CKA_SIGN, 1), FLAG(CKA_VERIFY, 1)};
  H made;
  CALL(C_CreateObject, keeper, template, LENGTH(template), &made);
  return made;
}

static void make_aes_key(void) { check_key = key = make_secret(CKK_AES, 32); }

static void make_mac_key(void) { check_key = key = make_secret(CKK_GENERIC_SECRET, 32); }

static void make_wrapping_keys(void) {
  make_aes_key();
  wrapped_key = make_secret(CKK_AES, sizeof secret);
}

static void make_pair(CK_ULONG generator, CK_ATTRIBUTE *kind, CK_ULONG kind_length) {
  CK_ATTRIBUTE public[4] = {FLAG(CKA_TOKEN, 0), FLAG(CKA_VERIFY, 1)};
  memcpy(public + 2, kind, kind_length * sizeof *kind);
  CK_ATTRIBUTE private[] = {
      FLAG(CKA_TOKEN, 0), FLAG(CKA_PRIVATE, logged_in), FLAG(CKA_SENSITIVE, 1), FLAG(CKA_SIGN, 1)};
  CK_MECHANISM mechanism = {generator, NULL, 0};
  CALL(C_GenerateKeyPair, keeper, &mechanism, public, 2 + kind_length, private, LENGTH(private),
      &check_key, &key);
}

static void make_rsa_pair(void) {
  CK_BYTE exponent[] = {1, 0, 1};
  CK_ATTRIBUTE kind[] = {
      ULONG(CKA_MODULUS_BITS, operation->bits), {CKA_PUBLIC_EXPONENT, exponent, sizeof exponent}};
  make_pair(CKM_RSA_PKCS_KEY_PAIR_GEN, kind, 2);
}

static void make_p256_pair(void) {
  CK_BYTE oid[] = {6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7};
  make_pair(CKM_EC_KEY_PAIR_GEN, &(CK_ATTRIBUTE) {CKA_EC_PARAMS, oid, sizeof oid}, 1);
}

static void make_ed25519_pair(void) {
  CK_BYTE oid[] = {6, 3, 0x2B, 0x65, 0x70};
  make_pair(CKM_EC_EDWARDS_KEY_PAIR_GEN, &(CK_ATTRIBUTE) {CKA_EC_PARAMS, oid, sizeof oid}, 1);
}

static void next_iv(Worker *w) {
  for (int i = IV - 1; i >= 4 && ++w->iv[i] == 0; i--) {
  }
}

static void encrypt(Worker *w) {
  next_iv(w);
  w->output_length = size + TAG;
  CALL(C_EncryptInit, w->session, &w->mechanism, key);
  CALL(C_Encrypt, w->session, w->input, size, w->output, &w->output_length);
}

// Gives back what encrypt has left in output.
static void decrypt(Worker *w) {
  w->input_length = size + TAG;
  CALL(C_DecryptInit, w->session, &w->mechanism, key);
  CALL(C_Decrypt, w->session, w->output, size + TAG, w->input, &w->input_length);
}

static void encrypt_message(Worker *w) {
  next_iv(w);
  w->output_length = size;
  CALL(C_EncryptMessage, w->session, &w->message, sizeof w->message, NULL, 0, w->input, size,
      w->output, &w->output_length);
}

static void decrypt_message(Worker *w) {
  w->input_length = size;
  CALL(C_DecryptMessage, w->session, &w->message, sizeof w->message, NULL, 0, w->output, size,
      w->input, &w->input_length);
}

static void sign(Worker *w) {
  w->output_length = ROOM;
  CALL(C_SignInit, w->session, &w->mechanism, key);
  CALL(C_Sign, w->session, w->input, w->input_length, w->output, &w->output_length);
}

static void wrap(Worker *w) {
  w->output_length = ROOM;
  CALL(C_WrapKey, w->session, &w->mechanism, key, wrapped_key, w->output, &w->output_length);
}

static void prepare_gcm(Worker *w) {
  w->gcm = (CK_GCM_PARAMS) {w->iv, IV, 8 * IV, NULL, 0, 8 * TAG};
  w->message = (CK_GCM_MESSAGE_PARAMS) {w->iv, IV, 0, 0, w->output + size, 8 * TAG};
  if (!messages) w->mechanism = (CK_MECHANISM) {CKM_AES_GCM, &w->gcm, sizeof w->gcm};
  else CALL(C_MessageEncryptInit, w->session, &w->mechanism, key);
}

// Leaves a ciphertext to decrypt, and no plaintext.
static void prepare_decryption(Worker *w) {
  prepare_gcm(w);
  (messages ? encrypt_message : encrypt)(w);
  memset(w->input, 0, size);
  if (messages) {
    CALL(C_MessageEncryptFinal, w->session);
    CALL(C_MessageDecryptInit, w->session, &w->mechanism, key);
  }
}

static void prepare_digest(Worker *w) { w->input_length = 32; }

static void no_preparation(Worker *w) { (void) w; }

// The plaintext is i, i + 1, ...
static void check_input(Worker *w) {
  for (CK_ULONG i = 0; i < size; i++)
    require(w->input[i] == (CK_BYTE) i, "what was encrypted is not what is decrypted");
}

static void check_encryption(Worker *w) {
  require(size < TAG || memcmp(w->input, w->output, size) != 0, "the ciphertext is the plaintext");
  memset(w->input, 0, size);
  w->mechanism = (CK_MECHANISM) {CKM_AES_GCM, &w->gcm, sizeof w->gcm};
  if (messages) CALL(C_MessageEncryptFinal, w->session);
  decrypt(w); // by the calls of 2.40 in any case
  check_input(w);
  if (messages) {
    w->mechanism = (CK_MECHANISM) {CKM_AES_GCM, NULL, 0};
    CALL(C_MessageEncryptInit, w->session, &w->mechanism, key);
  }
}

static void check_signature(Worker *w) {
  CALL(C_VerifyInit, w->session, &w->mechanism, check_key);
  CALL(C_Verify, w->session, w->input, w->input_length, w->output, w->output_length);
}

static void check_wrapped(Worker *w) {
  CK_BYTE value[sizeof secret] = {0};
  CK_ATTRIBUTE template[] = {
      ULONG(CKA_CLASS, CKO_SECRET_KEY), ULONG(CKA_KEY_TYPE, CKK_AES), FLAG(CKA_TOKEN, 0),
      FLAG(CKA_PRIVATE, logged_in), FLAG(CKA_SENSITIVE, 0), FLAG(CKA_EXTRACTABLE, 1)};
  CK_ATTRIBUTE found = {CKA_VALUE, value, sizeof value};
  H unwrapped;
  CALL(C_UnwrapKey, w->session, &w->mechanism, key, w->output, w->output_length, template,
      LENGTH(template), &unwrapped);
  CALL(C_GetAttributeValue, w->session, unwrapped, &found, 1);
  require(found.length == sizeof value && !memcmp(value, secret, sizeof value),
      "the unwrapped key is another one");
  CALL(C_DestroyObject, w->session, unwrapped);
}

static const Operation operations[] = {
    {"aes-gcm-encrypt", make_aes_key, prepare_gcm, encrypt, encrypt_message, check_encryption,
     CKM_AES_GCM, 256},
    {"aes-gcm-decrypt", make_aes_key, prepare_decryption, decrypt, decrypt_message, check_input,
     CKM_AES_GCM, 256},
    {"rsa-2048-sign", make_rsa_pair, no_preparation, sign, NULL, check_signature,
     CKM_SHA256_RSA_PKCS, 2048},
    {"rsa-3072-sign", make_rsa_pair, no_preparation, sign, NULL, check_signature,
     CKM_SHA256_RSA_PKCS, 3072},
    {"ecdsa-p256-sign", make_p256_pair, prepare_digest, sign, NULL, check_signature, CKM_ECDSA,
     256},
    {"ed25519-sign", make_ed25519_pair, no_preparation, sign, NULL, check_signature, CKM_EDDSA,
     255},
    {"hmac-sha256", make_mac_key, no_preparation, sign, NULL, check_signature, CKM_SHA256_HMAC,
     256},
    {"aes-wrap", make_wrapping_keys, no_preparation, wrap, NULL, check_wrapped, CKM_AES_KEY_WRAP,
     256}};

static CK_ULONG number(const char *option, const char *text, CK_ULONG least, CK_ULONG most) {
  char *end;
  errno = 0;
  CK_ULONG value = strtoul(text, &end, 10);
  if (errno || end == text || *end || *text == '-' || value < least || value > most)
    fail("%s %s: a number from %lu to %lu", option, text, least, most);
  return value;
}

static const Operation *operation_named(const char *name) {
  for (size_t i = 0; i < LENGTH(operations); i++)
    if (!strcmp(operations[i].name, name)) return &operations[i];
  fprintf(stderr, "baseline: no operation %s; there are", name);
  for (size_t i = 0; i < LENGTH(operations); i++) fprintf(stderr, " %s", operations[i].name);
  fputc('\n', stderr);
  exit(1);
}

static const char *module, *init, *label;
static char *pin;

static void read_options(int count, char **words) {
  for (int i = 1; i < count; i++) {
    const char *option = words[i];
    if (!strcmp(option, "--messages")) {
      messages = 1;
      continue;
    }
    char *value = ++i < count ? words[i] : NULL;
    if (!value) fail("%s needs a value, or there is no such option", option);
    else if (!strcmp(option, "--module")) module = value;
    else if (!strcmp(option, "--init")) init = value;
    else if (!strcmp(option, "--label")) label = value;
    else if (!strcmp(option, "--pin")) pin = value;
    else if (!strcmp(option, "--operation")) operation = operation_named(value);
    else if (!strcmp(option, "--size")) size = number(option, value, 0, 1UL << 30);
    else if (!strcmp(option, "--threads")) threads = number(option, value, 1, 4096);
    else if (!strcmp(option, "--slices")) slices = number(option, value, 1, 100000);
    else if (!strcmp(option, "--slice-millis")) slice_millis = number(option, value, 1, 600000);
    else fail("no option %s", option);
  }
  if (!module || !operation) fail("--module and --operation are needed");
  if (!size && operation->run != wrap) fail("%s: --size is needed", operation->name);
  if (messages && !operation->run_message) fail("%s: --messages is for AES-GCM", operation->name);
  run = messages ? operation->run_message : operation->run;
}

static void *work(void *argument) {
  Worker *w = argument;
  unsigned long long done = 0;
  while (!atomic_load_explicit(&stopped, memory_order_relaxed)) {
    run(w);
    atomic_store_explicit(&w->done, ++done, memory_order_relaxed);
  }
  return NULL;
}

static void prepare(Worker *w, N slot, CK_ULONG number) {
  CALL(C_OpenSession, slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &w->session);
  w->input = room(size + TAG);
  w->output = room(size + TAG + ROOM);
  w->input_length = size;
  memcpy(w->iv, &(unsigned) {(unsigned) number}, 4); // no IV is another thread's
  for (CK_ULONG i = 0; i < size; i++) w->input[i] = (CK_BYTE) i;
  w->mechanism = (CK_MECHANISM) {operation->mechanism, NULL, 0};
  operation->prepare(w);
  run(w);
  operation->check(w);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec * 1e6 + (double) time.tv_nsec / 1e3;
}

static unsigned long long sum(Worker *workers) {
  unsigned long long all = 0;
  for (CK_ULONG i = 0; i < threads; i++) all += atomic_load(&workers[i].done);
  return all;
}

static void measure(Worker *workers, double *micros) {
  double begin = now();
  unsigned long long before = sum(workers);
  for (CK_ULONG i = 0; i < WARM_UP_SLICES + slices; i++) {
    double end;
    unsigned long long after;
    do { // a slice is longer where no operation ends in it
      struct timespec rest = {
          (time_t) (slice_millis / 1000), (long) (slice_millis % 1000) * 1000000};
      while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
      }
      end = now();
      after = sum(workers);
      if (end - begin > PATIENCE_MICROS && after == before) fail("no operation ends");
    } while (after == before);
    if (i >= WARM_UP_SLICES)
      micros[i - WARM_UP_SLICES] = (end - begin) * (double) threads / (double) (after - before);
    begin = end;
    before = after;
  }
}

static void load(void) {
  void *library = dlopen(module, RTLD_NOW | RTLD_LOCAL);
  if (!library) fail("cannot load %s: %s", module, dlerror());
  void *found = dlsym(library, messages ? "C_GetInterface" : "C_GetFunctionList");
  if (messages) {
    CK_INTERFACE *interface = NULL;
    CK_RV (*get)(const char *, CK_VERSION *, CK_INTERFACE **, N);
    memcpy(&get, &found, sizeof get);
    CK_VERSION three = {3, 0};
    if (!found || get("PKCS 11", &three, &interface, 0) != CKR_OK || !interface)
      fail("--messages: %s is no PKCS#11 3.0 module", module);
    p11 = interface->functions;
  } else {
    CK_RV (*get)(void **);
    memcpy(&get, &found, sizeof get);
    if (!found || get((void **) &p11) != CKR_OK || !p11) fail("%s is no PKCS#11 module", module);
  }
}

static N find_slot(void) {
  CK_ULONG count = 0;
  CALL(C_GetSlotList, 1, NULL, &count);
  N *slots = room((count + 1) * sizeof *slots);
  CALL(C_GetSlotList, 1, slots, &count);
  char padded[33];
  snprintf(padded, sizeof padded, "%-32s", label ? label : "");
  for (CK_ULONG i = 0; i < count; i++) {
    CK_TOKEN_INFO token = {0};
    CALL(C_GetTokenInfo, slots[i], &token);
    if (!label || !memcmp(token.label, padded, sizeof token.label)) {
      N slot = slots[i];
      free(slots);
      return slot;
    }
  }
  fail("no token%s%s among %lu", label ? " labelled " : "", label ? label : "", count);
}

static N open_token(void) {
  load();
  CK_C_INITIALIZE_ARGS arguments = {.flags = CKF_OS_LOCKING_OK, .reserved = init};
  CALL(C_Initialize, &arguments);
  N slot = find_slot();
  CALL(C_OpenSession, slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &keeper);
  if (pin) CALL(C_Login, keeper, CKU_USER, (CK_BYTE *) pin, strlen(pin));
  logged_in = pin != NULL;
  return slot;
}

int main(int count, char **words) {
  read_options(count, words);
  N slot = open_token();
  operation->make_keys();
  Worker *workers = aligned_alloc(CACHE_LINE, threads * sizeof *workers);
  if (!workers) fail("no memory for %lu threads", threads);
  memset(workers, 0, threads * sizeof *workers);
  for (CK_ULONG i = 0; i < threads; i++) prepare(&workers[i], slot, i);
  for (CK_ULONG i = 0; i < threads; i++)
    if (pthread_create(&workers[i].thread, NULL, work, &workers[i])) fail("no thread %lu", i);
  double *micros = room(slices * sizeof *micros);
  measure(workers, micros);
  atomic_store(&stopped, 1);
  for (CK_ULONG i = 0; i < threads; i++) pthread_join(workers[i].thread, NULL);
  CALL(C_Finalize, NULL);

  printf("{\"operation\":\"%s\",\"size\":%lu,\"threads\":%lu,\"messages\":%s,\"micros\":[",
      operation->name, size, threads, messages ? "true" : "false");
  for (CK_ULONG i = 0; i < slices; i++) printf("%s%.4f", i ? "," : "", micros[i]);
  puts("]}");
  return 0;
}
