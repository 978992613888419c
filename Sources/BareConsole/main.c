// usage: BareConsole STORE
// keys: j k Down Up, PgDn PgUp, g G, s next status, r write (Esc leaves), q quit
#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "bare.h"

#include <curses.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

static List list;
static char composer[200];
static int is_composing;

static void show_first(void) {
  list.count = read_page(list.rows, list.height, FROM_START, NULL, list.status);
  list.selected = 0;
}

static void show_last(void) {
  list.count = read_page(list.rows, list.height, FROM_END, NULL, list.status);
  list.selected = list.count - 1;
}

static void move_down(void) {
  if (list.selected < list.count - 1) {
    list.selected++;
    return;
  }
  Row next;
  if (!list.count || !read_page(&next, 1, AFTER, &list.rows[list.count - 1], list.status)) return;
  memmove(list.rows, list.rows + 1, (list.count - 1) * sizeof next);
  list.rows[list.count - 1] = next;
}

static void move_up(void) {
  if (list.selected > 0) {
    list.selected--;
    return;
  }
  Row previous;
  if (!list.count || !read_page(&previous, 1, BEFORE, &list.rows[0], list.status)) return;
  memmove(list.rows + 1, list.rows, (list.count - 1) * sizeof previous);
  list.rows[0] = previous;
}

static void move_page(Direction direction) {
  static Row rows[ROWS_AT_MOST];
  if (!list.count) return;
  const Row *edge = direction == AFTER ? &list.rows[list.count - 1] : &list.rows[0];
  int count = read_page(rows, list.height, direction, edge, list.status);
  if (!count) return;
  memcpy(list.rows, rows, count * sizeof *rows);
  list.count = count;
  if (list.selected >= count) list.selected = count - 1;
}

static void compose(int key) {
  size_t length = strlen(composer);
  if (key == 27) {
    is_composing = 0;
    composer[0] = 0;
  } else if (key == 127 || key == KEY_BACKSPACE) {
    if (length) composer[length - 1] = 0;
  } else if (key < 256 && length < sizeof composer - 1) {
    composer[length] = (char)key;
    composer[length + 1] = 0;
  }
}

static void fit_screen(void) {
  list.height = LINES - 2 < ROWS_AT_MOST ? LINES - 2 : ROWS_AT_MOST;
  Row first = list.rows[0];
  list.count = 1 + read_page(list.rows + 1, list.height - 1, AFTER, &first, list.status);
  if (list.selected >= list.count) list.selected = list.count - 1;
}

// 0 ends the program.
static int obey(int key) {
  if (is_composing && key != KEY_RESIZE) {
    compose(key);
    return 1;
  }
  switch (key) {
    case 'q': return 0;
    case 'j': case KEY_DOWN: move_down(); break;
    case 'k': case KEY_UP: move_up(); break;
    case KEY_NPAGE: move_page(AFTER); break;
    case KEY_PPAGE: move_page(BEFORE); break;
    case 'g': show_first(); break;
    case 'G': show_last(); break;
    case 's': list.status = list.status == STATUS_COUNT - 1 ? -1 : list.status + 1; show_first(); break;
    case 'r': is_composing = 1; break;
    case KEY_RESIZE: if (list.count) fit_screen(); break;
    default: break;
  }
  return 1;
}

static int watch_log(const char *store) {
  char path[1000];
  snprintf(path, sizeof path, "%s-wal", store);
  int events = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  inotify_add_watch(events, path, IN_MODIFY);
  return events;
}

// The log is written some time before the commit can be seen, so the version is asked again.
static int has_changed(int events, int *turns_left, long long *version) {
  char buffer[4096];
  while (read(events, buffer, sizeof buffer) > 0) *turns_left = 20;
  if (*turns_left <= 0) return 0;
  long long now = store_version();
  if (now == *version) {
    --*turns_left;
    return 0;
  }
  *version = now;
  *turns_left = 0;
  return 1;
}

int main(int count, char **words) {
  if (count != 2) {
    fprintf(stderr, "usage: BareConsole STORE\n");
    return 2;
  }
  open_store(words[1]);
  start_screen();
  list.status = -1;
  list.height = LINES - 2 < ROWS_AT_MOST ? LINES - 2 : ROWS_AT_MOST;
  show_first();
  paint(&list, composer);
  long long version = store_version();
  int events = watch_log(words[1]), turns_left = 0, goes_on = 1;
  while (goes_on) {
    struct pollfd sources[] = {{0, POLLIN, 0}, {events, POLLIN, 0}};
    poll(sources, 2, turns_left > 0 ? 1 : -1);
    int must_paint = has_changed(events, &turns_left, &version);
    if (must_paint && list.selected == 0) show_first();
    for (int key; goes_on && (key = getch()) != ERR; must_paint = 1) goes_on = obey(key);
    if (must_paint && goes_on) paint(&list, composer);
  }
  endwin();
  close_store();
  return 0;
}
