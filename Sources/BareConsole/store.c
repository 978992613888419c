#include "bare.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                        \
  "serial, order_number, source, customer_name, status, payment_status, currency, "    \
  "total_amount, created_at"

const char *const status_names[STATUS_COUNT] = {
    "pending", "confirmed", "processing", "packaged", "shipped", "delivered", "cancelled"};

static sqlite3 *store;

static void fail(const char *what) {
  fprintf(stderr, "BareConsole: %s: %s\n", what, sqlite3_errmsg(store));
  exit(1);
}

static sqlite3_stmt *prepared(const char *sql) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v3(store, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    fail(sql);
  return statement;
}

void open_store(const char *path) {
  if (sqlite3_open_v2(path, &store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)) fail(path);
  sqlite3_busy_timeout(store, 5000);
}

// Statements die with the process.
void close_store(void) { sqlite3_close_v2(store); }

static const char *text(sqlite3_stmt *statement, int column) {
  const char *found = (const char *)sqlite3_column_text(statement, column);
  return found ? found : "";
}

static void copy(char *into, size_t size, sqlite3_stmt *statement, int column) {
  snprintf(into, size, "%s", text(statement, column));
}

static void take_row(Row *row, sqlite3_stmt *statement) {
  row->serial = sqlite3_column_int64(statement, 0);
  copy(row->number, sizeof row->number, statement, 1);
  copy(row->source, sizeof row->source, statement, 2);
  copy(row->name, sizeof row->name, statement, 3);
  row->status = 0;
  for (int place = 0; place < STATUS_COUNT; place++)
    if (strcmp(text(statement, 4), status_names[place]) == 0) row->status = place;
  copy(row->payment, sizeof row->payment, statement, 5);
  copy(row->currency, sizeof row->currency, statement, 6);
  row->total = sqlite3_column_int64(statement, 7);
  copy(row->created_at, sizeof row->created_at, statement, 8);
}

static sqlite3_stmt *page_statement(Direction direction, int has_status) {
  static sqlite3_stmt *kept[4][2];
  static const char *const conditions[] = {
      "1", "1", "(created_at, serial) < (?2, ?3)", "(created_at, serial) > (?2, ?3)"};
  sqlite3_stmt **place = &kept[direction][has_status];
  if (!*place) {
    char sql[600];
    const char *order = direction == FROM_START || direction == AFTER ? "DESC" : "ASC";
    snprintf(sql, sizeof sql,
        "SELECT " COLUMNS " FROM orders WHERE %s AND %s ORDER BY created_at %s, serial %s LIMIT ?4",
        has_status ? "status = ?1" : "1", conditions[direction], order, order);
    *place = prepared(sql);
  }
  return *place;
}

static void reverse(Row *rows, int count) {
  for (int place = 0; place < count / 2; place++) {
    Row other = rows[place];
    rows[place] = rows[count - 1 - place];
    rows[count - 1 - place] = other;
  }
}

int read_page(Row *rows, int limit, Direction direction, const Row *edge, int status) {
  sqlite3_stmt *statement = page_statement(direction, status >= 0);
  if (status >= 0) sqlite3_bind_text(statement, 1, status_names[status], -1, SQLITE_STATIC);
  if (edge && (direction == AFTER || direction == BEFORE)) {
    sqlite3_bind_text(statement, 2, edge->created_at, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 3, edge->serial);
  }
  sqlite3_bind_int(statement, 4, limit);
  int count = 0;
  while (sqlite3_step(statement) == SQLITE_ROW) take_row(&rows[count++], statement);
  sqlite3_reset(statement);
  if (direction == FROM_END || direction == BEFORE) reverse(rows, count);
  return count;
}

void read_counts(long long counts[STATUS_COUNT]) {
  static sqlite3_stmt *statement;
  if (!statement)
    statement = prepared("SELECT status, sum(count) FROM order_counts GROUP BY status");
  memset(counts, 0, STATUS_COUNT * sizeof *counts);
  while (sqlite3_step(statement) == SQLITE_ROW)
    for (int place = 0; place < STATUS_COUNT; place++)
      if (strcmp(text(statement, 0), status_names[place]) == 0)
        counts[place] = sqlite3_column_int64(statement, 1);
  sqlite3_reset(statement);
}

long long store_version(void) {
  static sqlite3_stmt *statement;
  if (!statement) statement = prepared("PRAGMA data_version");
  sqlite3_step(statement);
  long long version = sqlite3_column_int64(statement, 0);
  sqlite3_reset(statement);
  return version;
}

static void each_line(sqlite3_stmt *statement, LineTaker line) {
  while (sqlite3_step(statement) == SQLITE_ROW)
    if (!line(text(statement, 0), text(statement, 1), text(statement, 2))) break;
  sqlite3_reset(statement);
}

void each_fact(const Row *row, LineTaker line) {
  static sqlite3_stmt *order, *items;
  if (!order) {
    order = prepared("SELECT customer_email, customer_phone, shipping_address "
                     "FROM orders WHERE serial = ?1");
    items = prepared("SELECT quantity, name, unit_amount FROM order_items "
                     "WHERE order_id = (SELECT id FROM orders WHERE serial = ?1) ORDER BY position");
  }
  sqlite3_bind_int64(order, 1, row->serial);
  each_line(order, line);
  sqlite3_bind_int64(items, 1, row->serial);
  each_line(items, line);
}

void each_event(const Row *row, LineTaker line) {
  static sqlite3_stmt *statement;
  if (!statement)
    statement = prepared("SELECT at, kind, coalesce(to_value, actor) FROM order_events "
                         "WHERE order_id = (SELECT id FROM orders WHERE serial = ?1) ORDER BY at");
  sqlite3_bind_int64(statement, 1, row->serial);
  each_line(statement, line);
}

void each_message(const Row *row, int limit, LineTaker line) {
  static sqlite3_stmt *statement;
  if (!statement)
    statement = prepared(
        "SELECT sent_at, sender_role, body FROM messages WHERE conversation_id = "
        "(SELECT conversation_id FROM orders WHERE serial = ?1) "
        "ORDER BY sent_at DESC, seq DESC, serial DESC LIMIT ?2");
  sqlite3_bind_int64(statement, 1, row->serial);
  sqlite3_bind_int(statement, 2, limit);
  each_line(statement, line);
}
