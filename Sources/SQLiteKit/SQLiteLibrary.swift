import CSQLite

/// The SQLite this program runs with, for reports on the state of a machine.
package enum SQLiteLibrary {
  package static var version: String { String(cString: sqlite3_libversion()) }

  /// Whether two connections that write or checkpoint in the same instant may damage a database.
  ///
  /// True for SQLite 3.7.0 to 3.51.2; the ``WriterLock`` keeps our own programs from it, not others.
  package static var mayDamageLogs: Bool {
    (3_007_000...3_051_002).contains(sqlite3_libversion_number())
  }
}

extension Database {
  /// A sentence when the file lies where SQLite's locks cannot be trusted; nil elsewhere.
  package var fileSystemWarning: String? {
    let kind: String? =
      switch csqlite_file_system_kind(path) {
      case 0x6969: "NFS"
      case 0xFF53_4D42, 0xFE53_4D42, 0x517B: "a Windows share"
      case 0x6573_5546: "FUSE"
      case 0x0102_1997: "9P"
      case 0x00C3_6400: "Ceph"
      default: nil
      }
    return kind.map {
      "\(path) lies on \($0), where locks of several programs may fail. Keep it on a local disk."
    }
  }
}
