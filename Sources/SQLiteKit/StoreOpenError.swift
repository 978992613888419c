/// Why a file was not opened as a database; the file was left as it was.
package enum StoreOpenError: Error, Equatable, Sendable {
  case missing(String)
  case isDirectory(String)
  case isSymbolicLink(String)
  /// A pipe, a socket or a device.
  case isNoFile(String)
  case hasOtherNames(String, links: Int)
  case unreadable(String)
  case fileReadOnly(String)
  case folderReadOnly(String)
  case folderMissing(String)
  case cannotMakeFolder(String, reason: String)
  case cannotLock(String, reason: String)
  case notADatabase(String)
  /// An SQLite file of another program.
  case foreign(String, wanted: String, applicationID: Int32)
  /// An SQLite file without our mark that already has tables.
  case foreignTables(String, wanted: String, tables: [String])
  case newerThanProgram(String, migrations: [String])
  case corrupt(String, detail: String)
  case busy(String)
  case refused(String, SQLiteError)

  /// The file or folder that is meant.
  package var path: String {
    switch self {
    case .missing(let path), .isDirectory(let path), .isSymbolicLink(let path),
      .isNoFile(let path), .hasOtherNames(let path, _), .unreadable(let path),
      .fileReadOnly(let path), .folderReadOnly(let path), .folderMissing(let path),
      .cannotMakeFolder(let path, _), .cannotLock(let path, _), .notADatabase(let path),
      .foreign(let path, _, _), .foreignTables(let path, _, _), .newerThanProgram(let path, _),
      .corrupt(let path, _), .busy(let path), .refused(let path, _):
      path
    }
  }

  /// The same command may succeed in a moment.
  package var isBusy: Bool {
    switch self {
    case .busy: true
    case .refused(_, let error): error.isBusy
    default: false
    }
  }
}

extension StoreOpenError: CustomStringConvertible {
  /// A sentence: what is where, and what to do.
  package var description: String {
    switch self {
    case .missing(let path): "There is no file \(path). Check the path."
    case .isDirectory(let path): "\(path) is a folder. Name a file in it."
    case .isSymbolicLink(let path): "\(path) is a symbolic link. Name the file it points to."
    case .isNoFile(let path): "\(path) is not an ordinary file. Name another path."
    case .hasOtherNames(let path, let links):
      "\(path) has \(links) names (hard links), and writing through two of them would damage it. "
        + "Make a real copy and open that."
    case .unreadable(let path):
      "\(path) may not be read by you. Ask its owner for the right to read and write it."
    case .fileReadOnly(let path):
      "\(path) may not be written by you. Ask its owner for the right, or open it read-only."
    case .folderReadOnly(let path):
      "The folder \(path) may not be written by you, and a database needs files beside it. "
        + "Ask its owner for the right, or choose another folder."
    case .folderMissing(let path): "There is no folder \(path). Make it or check the path."
    case .cannotMakeFolder(let path, let reason):
      "The folder \(path) could not be made: \(reason). Make it yourself or choose another."
    case .cannotLock(let path, let reason):
      "The lock file \(path) could not be opened: \(reason). Mend or remove it and try again."
    case .notADatabase(let path):
      "\(path) is not an SQLite database. It was left as it is; name another file."
    case .foreign(let path, let wanted, let id):
      "\(path) is not \(wanted): it belongs to another program (application id \(id)). "
        + "It was left as it is; name another file."
    case .foreignTables(let path, let wanted, let tables):
      "\(path) is not \(wanted): it has tables of another program "
        + "(\(tables.joined(separator: ", "))). It was left as it is; name another file."
    case .newerThanProgram(let path, let migrations):
      "\(path) was made by a newer version of this program "
        + "(it knows \(migrations.joined(separator: ", "))). Update the program to open it."
    case .corrupt(let path, let detail):
      "\(path) is damaged (\(detail)). Keep it for repair and restore the newest backup."
    case .busy(let path): "\(path) is being written by another program. Try again in a moment."
    case .refused(let path, let error): "\(path) could not be opened. \(error.userSentence)"
    }
  }
}
