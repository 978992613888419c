import JSON

/// Collects the fields that we do not know, so that nothing a source says is lost.
struct UnknownFields {
  private var members: [JSONObject.Member] = []

  mutating func add(_ fields: RecordFields) {
    members += fields.unknown
  }

  /// Sets `unknown_fields` in the metadata of a row, if there are any.
  ///
  /// More than ``SyncLimits/unknownFieldBytes`` are left out and counted instead.
  func put(into metadata: inout JSONObject) {
    guard !members.isEmpty else { return }
    let object = JSONValue.object(JSONObject(members))
    let size = object.bytes(.canonical).count
    if size <= SyncLimits.unknownFieldBytes {
      metadata["unknown_fields"] = object
    } else {
      metadata["unknown_fields_left_out_bytes"] = .integer(size)
    }
  }
}
