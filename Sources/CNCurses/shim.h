#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H
// ncurses with what Swift cannot see: function-like macros, and the library's own globals.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <curses.h>
// From term.h, whose hundreds of macros (lines, columns, tab...) we do not want to meet.
extern char *tigetstr(const char *name);
extern int tigetnum(const char *name);
extern int tigetflag(const char *name);
extern int setupterm(const char *name, int descriptor, int *outcome);
// Says why `newterm` would fail: setupterm's outcome is 1 found, 0 unknown, -1 no database.
static inline int cn_describe_terminal(const char *name, int descriptor) {
  int outcome = -1;
  setupterm(name, descriptor, &outcome);
  return outcome;
}

// Columns of a character as ncurses itself counts them; glibc hides it without _XOPEN_SOURCE.
extern int wcwidth(wchar_t character);

static inline WINDOW *cn_standard_window(void) { return stdscr; }
static inline WINDOW *cn_physical_window(void) { return curscr; }
static inline int cn_colors(void) { return COLORS; }
static inline int cn_color_pairs(void) { return COLOR_PAIRS; }

static inline attr_t cn_bold(void) { return A_BOLD; }
static inline attr_t cn_dim(void) { return A_DIM; }
static inline attr_t cn_reverse(void) { return A_REVERSE; }
static inline attr_t cn_underline(void) { return A_UNDERLINE; }
static inline attr_t cn_italic(void) { return A_ITALIC; }
static inline attr_t cn_blink(void) { return A_BLINK; }

// A cell with one character, as setcchar makes it but without measuring the text again.
static inline void cn_set_character(cchar_t *cell, wchar_t character, attr_t attributes, int pair) {
  memset(cell, 0, sizeof *cell);
  cell->attr = (attributes & ~A_COLOR) | COLOR_PAIR(pair > 255 ? 255 : pair);
  cell->chars[0] = character;
  cell->ext_color = pair;
}

// One cell with a colour pair beyond the 255 that fit into an attribute.
static inline int cn_set_cell(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
  return setcchar(cell, text, attributes, 0, &pair);
}

#endif
