#define NCURSES_WIDECHAR 1
#include "bare.h"

#include <curses.h>
#include <locale.h>
#include <stdio.h>

static long long counts[STATUS_COUNT];

// Where the right pane writes its next line, and where it must stop.
static int line_number, last_line, pane_left, pane_width;

void start_screen(void) {
  setlocale(LC_ALL, "");
  initscr();
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  set_escdelay(25);
  curs_set(0);
  start_color();
  use_default_colors();
  for (short color = 1; color < 8; color++) init_pair(color, color, -1);
  nodelay(stdscr, TRUE);
}

static void paint_bar(int y, int width, const char *text) {
  attron(A_REVERSE);
  mvhline(y, 0, ' ', width);
  mvaddnstr(y, 1, text, width - 2);
  attroff(A_REVERSE);
}

static void paint_row(const Row *row, int y, int width, int is_selected) {
  char line[400];
  if (is_selected) attron(A_REVERSE);
  mvhline(y, 0, ' ', width - 1);
  mvaddnstr(y, 0, row->number, 16);
  mvaddnstr(y, 17, row->source[0] == 'c' ? "CHAT" : "STD", 4);
  mvaddnstr(y, 22, row->name, 24);
  if (!is_selected) attron(COLOR_PAIR(row->status + 1));
  mvaddnstr(y, 48, status_names[row->status], 11);
  if (!is_selected) attroff(COLOR_PAIR(row->status + 1));
  snprintf(line, sizeof line, "%-10.10s%7lld.%02lld %s %.10s", row->payment, row->total / 100,
      row->total % 100, row->currency, row->created_at);
  if (width > 62) mvaddnstr(y, 60, line, width - 61);
  if (is_selected) attroff(A_REVERSE);
}

static int add_line(const char *left, const char *middle, const char *right) {
  if (line_number >= last_line) return 0;
  char line[600];
  snprintf(line, sizeof line, "%.16s  %s  %s", left, middle, right);
  mvaddnstr(line_number++, pane_left, line, pane_width);
  return 1;
}

static void paint_detail(const Row *row, int left, int width, int height) {
  for (int y = 1; y < height - 1; y++) mvaddch(y, left, ACS_VLINE);
  pane_left = left + 2;
  pane_width = width - 2;
  line_number = 1;
  last_line = height / 2;
  add_line(row->number, row->name, status_names[row->status]);
  each_fact(row, add_line);
  line_number++;
  each_event(row, add_line);
  mvhline(height / 2, left + 1, ACS_HLINE, width - 1);
  line_number = height / 2 + 1;
  last_line = height - 1;
  each_message(row, last_line - line_number, add_line);
}

void paint(const List *list, const char *composer) {
  int height, width;
  char line[400];
  getmaxyx(stdscr, height, width);
  int list_width = width * 6 / 10;
  erase();
  read_counts(counts);
  snprintf(line, sizeof line, "ORDERS  %s  pending %lld  processing %lld  shipped %lld",
      list->status < 0 ? "all" : status_names[list->status], counts[0], counts[2], counts[4]);
  paint_bar(0, width, line);
  for (int place = 0; place < list->count && place < height - 2; place++)
    paint_row(&list->rows[place], place + 1, list_width, place == list->selected);
  if (list->count > 0)
    paint_detail(&list->rows[list->selected], list_width, width - list_width, height);
  snprintf(line, sizeof line, "j k PgDn PgUp g G  s status  r reply  q quit  %s", composer);
  paint_bar(height - 1, width, line);
  refresh();
}
