/// One line of a feed as bytes, with its place.
struct RawLine {
  /// Counted from 1.
  let number: Int
  /// Where the line begins, in bytes from the start of the feed.
  let offset: Int64
  /// Where the next line begins.
  let end: Int64
  /// Without the line end; of an overlong line only its start.
  let bytes: ArraySlice<UInt8>
  /// The length and digest of a line that is longer than ``SyncLimits/lineBytes``.
  let overlong: Overlong?

  struct Overlong {
    let length: Int64
    let digest: String
  }

  /// Nothing but white space: no record.
  var isBlank: Bool {
    bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }
}
