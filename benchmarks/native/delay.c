// SPDX-License-Identifier: Apache-2.0
// A PKCS#11 module that makes a near token a distant one: it passes each call on to another module,
// after waiting as long as a network's round trip takes, and counts the calls.
//
// It reads the file named like itself with ".conf" behind, so that one process can use several
// copies of it, each for another module or delay (not links: a loader takes those for one library):
//   module=/usr/lib/softhsm/libsofthsm2.so
//   micros=1000
//   counts=/tmp/calls        optional
// The file of counts is a row of records of 32 bytes, one for each function: its name, filled up to
// 24 with zeros, and a number of 64 bits. Processes that share it add to one another.
#ifdef __linux__
#define _GNU_SOURCE
#include <sys/prctl.h>
#endif
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include "pkcs11.h"

#define EXPORTED __attribute__((visibility("default")))
#define STANDARD "PKCS 11"

// Numbers of the functions, and their names.
#define NUMBER(name, parameters, arguments) n_##name,
#define NAME(name, parameters, arguments) #name,
#define NOTHING(name, parameters, arguments)
enum { FUNCTIONS_2_40(NUMBER, NOTHING) FUNCTIONS_3_0(NUMBER, NOTHING) FUNCTIONS };
static const char *const names[] = {FUNCTIONS_2_40(NAME, NOTHING) FUNCTIONS_3_0(NAME, NOTHING)};

typedef struct { char name[24]; uint64_t calls; } Count;

static pthread_once_t opened = PTHREAD_ONCE_INIT;
static CK_FUNCTION_LIST_3_0 *real; // the newest list that the module has; null if it has none
static int has_3_0;
static CK_FUNCTION_LIST_3_0 list_2_40, list_3_0;
static struct timespec delay;
static Count *counts;

static int complain(const char *what, const char *which) {
  fprintf(stderr, "turnlock-delay: %s: %s\n", what, which);
  return 0;
}

static void before(int function) {
  if (counts) __atomic_fetch_add(&counts[function].calls, 1, __ATOMIC_RELAXED);
  if (delay.tv_sec == 0 && delay.tv_nsec == 0) return;
#ifdef __linux__
  static __thread int punctual; // else Linux adds up to 50 microseconds
  if (!punctual) punctual = prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL) == 0;
#endif
  struct timespec rest = delay;
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
  }
}

#define FORWARD(name, parameters, arguments) \
  static CK_RV delayed_##name parameters { \
    before(n_##name); \
    return real->name ? real->name arguments : CKR_FUNCTION_NOT_SUPPORTED; \
  }
FUNCTIONS_2_40(FORWARD, NOTHING)
FUNCTIONS_3_0(FORWARD, NOTHING)

EXPORTED CK_RV C_GetFunctionList(void **list);
EXPORTED CK_RV C_GetInterfaceList(CK_INTERFACE *list, CK_ULONG *count);
EXPORTED CK_RV C_GetInterface(char *name, CK_VERSION *version, CK_INTERFACE **found, N flags);

#define DELAYED(name, parameters, arguments) list_3_0.name = delayed_##name;
#define OURS(name, parameters, arguments) list_3_0.name = name;

static CK_INTERFACE interfaces[] = {{STANDARD, &list_3_0, 0}, {STANDARD, &list_2_40, 0}};

static int map_counts(const char *path) {
  size_t bytes = FUNCTIONS * sizeof(Count);
  int file = open(path, O_RDWR | O_CREAT, 0600);
  if (file < 0 || ftruncate(file, (off_t) bytes) != 0) {
    if (file >= 0) close(file);
    return complain("cannot write", path);
  }
  void *mapped = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped == MAP_FAILED) return complain("cannot map", path);
  counts = mapped;
  for (int i = 0; i < FUNCTIONS; i++) strcpy(counts[i].name, names[i]);
  return 1;
}

// Reads the configuration; the module's path goes to where it says.
static int configure(char *module, size_t room) {
  Dl_info self;
  char line[4200], path[4200];
  if (!dladdr((void *) &opened, &self)) return complain("does not know its own path", "dladdr");
  snprintf(path, sizeof path, "%s.conf", self.dli_fname);
  FILE *file = fopen(path, "r");
  if (!file) return complain("cannot read", path);
  char *end = NULL, counted[4200] = "";
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = 0;
    if (!strncmp(line, "module=", 7)) snprintf(module, room, "%s", line + 7);
    if (!strncmp(line, "counts=", 7)) snprintf(counted, sizeof counted, "%s", line + 7);
    if (!strncmp(line, "micros=", 7)) {
      long micros = strtol(line + 7, &end, 10);
      if (micros < 0 || end == line + 7 || *end) end = NULL;
      else delay = (struct timespec) {micros / 1000000, micros % 1000000 * 1000};
    }
  }
  fclose(file);
  if (!*module || !end) return complain("module= and micros= (0 or more) must be said in", path);
  return !*counted || map_counts(counted);
}

static void open_module(void) {
  char module[4200] = "";
  if (!configure(module, sizeof module)) return;
  void *library = dlopen(module, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    complain("cannot load", dlerror());
    return;
  }
  // Pointers that dlsym gives are no functions to ISO C.
  CK_RV (*get_list)(void **);
  CK_RV (*get_interface)(char *, CK_VERSION *, CK_INTERFACE **, N);
  *(void **) &get_list = dlsym(library, "C_GetFunctionList");
  *(void **) &get_interface = dlsym(library, "C_GetInterface");
  void *list = NULL;
  CK_VERSION three = {3, 0};
  CK_INTERFACE *found = NULL;
  if (!get_list || get_list(&list) != CKR_OK || !list) {
    complain("no PKCS#11 module", module);
    return;
  }
  has_3_0 = get_interface && get_interface(STANDARD, &three, &found, 0) == CKR_OK && found;
  FUNCTIONS_2_40(DELAYED, OURS)
  FUNCTIONS_3_0(DELAYED, OURS)
  list_2_40 = list_3_0;
  list_2_40.version = *(CK_VERSION *) list;
  list_3_0.version = three;
  real = has_3_0 ? found->functions : list;
}

// Whether there is a module to pass calls on to.
static int ready(void) {
  pthread_once(&opened, open_module);
  return real != NULL;
}

enum { CKR_GENERAL_ERROR = 5, CKR_ARGUMENTS_BAD = 7, CKR_BUFFER_TOO_SMALL = 0x150 };

EXPORTED CK_RV C_GetFunctionList(void **list) {
  if (!list) return CKR_ARGUMENTS_BAD;
  if (!ready()) return CKR_GENERAL_ERROR;
  *list = &list_2_40;
  return CKR_OK;
}

EXPORTED CK_RV C_GetInterfaceList(CK_INTERFACE *list, CK_ULONG *count) {
  if (!count) return CKR_ARGUMENTS_BAD;
  if (!ready()) return CKR_GENERAL_ERROR;
  if (!has_3_0) return CKR_FUNCTION_NOT_SUPPORTED;
  int enough = *count >= 2;
  *count = 2;
  if (!list) return CKR_OK;
  if (!enough) return CKR_BUFFER_TOO_SMALL;
  memcpy(list, interfaces, sizeof interfaces);
  return CKR_OK;
}

EXPORTED CK_RV C_GetInterface(char *name, CK_VERSION *version, CK_INTERFACE **found, N flags) {
  if (!found) return CKR_ARGUMENTS_BAD;
  if (!ready()) return CKR_GENERAL_ERROR;
  if (!has_3_0) return CKR_FUNCTION_NOT_SUPPORTED;
  if ((name && strcmp(name, STANDARD)) || flags) return CKR_ARGUMENTS_BAD;
  for (int i = 0; i < 2; i++) {
    CK_VERSION *has = interfaces[i].functions;
    if (!version || (version->major == has->major && version->minor == has->minor)) {
      *found = &interfaces[i];
      return CKR_OK;
    }
  }
  return CKR_ARGUMENTS_BAD;
}
