#ifndef CNCURSES_LINUX_H
#define CNCURSES_LINUX_H
// Parts of Linux that Swift's Glibc module leaves out.
#include <stddef.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

int pipe2(int ends[2], int flags);
int dup3(int from, int to, int flags);
int memfd_create(const char *name, unsigned int flags);

// Swift hides fork, since a child with the locks of vanished threads is broken; the guard splits off
// its console before there is any other thread.
static inline pid_t linux_fork(void) { return fork(); }

// prctl is variadic, which Swift cannot call.
static inline int linux_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal); }

#endif
