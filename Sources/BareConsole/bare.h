// The least that a console on our store can cost: ncurses and SQLite called directly, no layer
// between. orderdeckBench holds orderdeck against it on the same machine in the same run.
#ifndef BARE_H
#define BARE_H

enum { ROWS_AT_MOST = 200, STATUS_COUNT = 7 };

typedef struct {
  long long serial;
  long long total;
  int status;
  char number[24];
  char source[16];
  char name[96];
  char payment[24];
  char currency[4];
  char created_at[32];
} Row;

typedef struct {
  Row rows[ROWS_AT_MOST];
  int count;
  int selected;
  // How many rows fit on the screen.
  int height;
  // -1 shows every status.
  int status;
} List;

typedef enum { FROM_START, FROM_END, AFTER, BEFORE } Direction;

extern const char *const status_names[STATUS_COUNT];

void open_store(const char *path);
void close_store(void);
// Reads at most `limit` rows in list order, newest first; `edge` is the row to go on from.
int read_page(Row *rows, int limit, Direction direction, const Row *edge, int status);
void read_counts(long long counts[STATUS_COUNT]);
// A number that changes when another process commits.
long long store_version(void);

// Each lends its columns as text to `line`, until that returns 0.
typedef int (*LineTaker)(const char *left, const char *middle, const char *right);
void each_fact(const Row *row, LineTaker line);
void each_event(const Row *row, LineTaker line);
// The newest messages, newest first.
void each_message(const Row *row, int limit, LineTaker line);

void start_screen(void);
void paint(const List *list, const char *composer);

#endif
