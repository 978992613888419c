extension Database {
  package struct Options: Sendable, Equatable {
    /// Opens for reading only; nothing is created, locked or changed.
    package var readOnly: Bool
    /// Makes a missing file (0600) and its missing folder (0700).
    package var createIfMissing: Bool
    /// The mark of our files, others being refused; nil takes any SQLite file.
    package var applicationID: Int32?
    /// How long a write waits for other writers before it fails with `isBusy`.
    package var busyTimeout: Duration
    /// Nil for a connection that only asks for the version: it never reads the schema.
    package var cacheKibibytes: Int?
    /// Who this is, as "orderdeck sync", for the error texts of the others.
    package var label: String
    /// What our files are called, with the article, as in "… is not an orderdeck store".
    package var kind: String
    /// Lets triggers write to full-text indexes, which SQLite before 3.41 refuses otherwise.
    ///
    /// Only takes effect on a file with our `applicationID`.
    package var trustsSchema: Bool
    /// Waits for the disk at each commit; without it a power cut may lose what was written last.
    package var isDurable: Bool
    /// The file whose permissions a new one takes; nil makes it private.
    package var permissionsOf: String?

    package init(
      readOnly: Bool = false,
      createIfMissing: Bool = false,
      applicationID: Int32? = nil,
      busyTimeout: Duration = .seconds(5),
      cacheKibibytes: Int? = 8192,
      label: String = "",
      kind: String = "a database of this program",
      trustsSchema: Bool = false,
      isDurable: Bool = true,
      permissionsOf: String? = nil
    ) {
      self.readOnly = readOnly
      self.createIfMissing = createIfMissing
      self.applicationID = applicationID
      self.busyTimeout = busyTimeout
      self.cacheKibibytes = cacheKibibytes
      self.label = label
      self.kind = kind
      self.trustsSchema = trustsSchema
      self.isDurable = isDurable
      self.permissionsOf = permissionsOf
    }
  }
}
