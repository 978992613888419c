#ifndef CHOST_SHIM_H
#define CHOST_SHIM_H
// What glibc declares only under _GNU_SOURCE, which Swift's Glibc module is built without.
#include <malloc.h>
#include <spawn.h>

int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);

// Swift 6 refuses the mutable global itself; reading it at start, on one thread, is sound.
extern char **environ;
static inline char *const *host_environment(void) { return environ; }

// A heap for each thread would cost megabytes, and growing it a page at a time a call for each.
static inline void host_share_one_heap(void) { mallopt(M_ARENA_MAX, 1); }

#endif
