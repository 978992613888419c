/// What can be wrong with a store or a question to it, beyond what ``StoreOpenError`` says.
package enum StoreError: Error, Equatable, Sendable {
  /// The schema lacks steps, and a store open for reading only cannot be brought up to date.
  case olderThanProgram(String, migrations: [String])
  /// A table, view or trigger is not the one that this program makes.
  case foreignSchema(String, object: String)
  /// The same, but the store says that it was made with other tables than this program makes.
  case otherBuild(String, object: String)
  /// A page was asked for with a cursor of another sort.
  case unreadableCursor(String)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .olderThanProgram(let path, let migrations):
      "\(path) was made by an older version of this program (it lacks "
        + "\(migrations.joined(separator: ", "))). Open it once without --read-only to update it."
    case .foreignSchema(let path, let object):
      "\(path) was altered by another program (\(object)), so nothing in it can be trusted. "
        + "It was left as it is; open a backup."
    case .otherBuild(let path, let object):
      "\(path) was made by another build of orderdeck (\(object)), and this one cannot read it. "
        + "It was left as it is; open it with that build, or name another store."
    case .unreadableCursor(let key): "no page begins at \"\(key)\" in this order"
    }
  }
}
