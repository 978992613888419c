/// Why there is no backup; nothing is left under its name.
package enum BackupError: Error, Equatable, Sendable {
  case targetExists(String)
  case targetIsFolder(String)
  /// The target is the database itself, or a database somebody has open.
  case targetInUse(String)
  /// The copy did not pass its check: the database itself is damaged.
  case damaged([String])
  case cannotWrite(String, reason: String)
}

extension BackupError: CustomStringConvertible {
  /// A sentence: what is where, and what to do.
  package var description: String {
    switch self {
    case .targetExists(let path):
      "\(path) is already there. Name another file, or replace this one with --replace."
    case .targetIsFolder(let path):
      "\(path) is a folder. Name the file in it that the backup is to be."
    case .targetInUse(let path):
      "\(path) is a database in use. Name another file for the backup."
    case .damaged(let findings):
      "The database is damaged, so no backup was written (\(findings.first ?? "unknown")). "
        + "Keep the file for repair and restore the newest backup."
    case .cannotWrite(let path, let reason):
      "\(path) could not be written: \(reason). Choose another place for the backup."
    }
  }
}
