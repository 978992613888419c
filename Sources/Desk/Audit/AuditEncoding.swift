import Commerce
import SQLiteKit
import Store

/// How a record of the audit trail becomes bytes to hash: the same bytes on every machine.
///
/// Each field is its length in bytes as decimal digits, a colon, its UTF-8 bytes and a comma, so
/// no text can pass for the end of its field. The order is: the words `orderdeck audit 1`, seq,
/// at, actor, os_user, via, action, subject, detail, prev_hash. The hash is SHA-256 in hexadecimal;
/// the first record's prev_hash is 64 zeros.
enum AuditEncoding {
  static let version = "orderdeck audit 1"
  static let beginning = String(repeating: "0", count: 64)

  static func bytes(of record: AuditRecord) -> [UInt8] {
    let fields = [
      version, String(record.seq), record.at, record.actor, record.osUser, record.via,
      record.action, record.subject, record.detail, record.previousHash,
    ]
    var bytes: [UInt8] = []
    for field in fields {
      bytes.append(contentsOf: "\(field.utf8.count):".utf8)
      bytes.append(contentsOf: field.utf8)
      bytes.append(UInt8(ascii: ","))
    }
    return bytes
  }

  static func hash(of record: AuditRecord) -> String {
    SHA256.hexDigest(of: bytes(of: record))
  }
}

/// What is to be written into the trail about one operation.
struct AuditEntry {
  var action: String
  /// The id of the order that it is about.
  var subject: String
  /// A JSON object, without the words of notes and replies: those stand in their own tables.
  var detail: String
}

extension AuditTrail {
  /// Adds a record in the transaction of the change that it is about.
  static func append(
    _ entry: AuditEntry,
    by scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    let last = try AuditTable.newest(on: connection)
    var record = AuditRecord(
      seq: (last?.seq ?? 0) + 1,
      at: scope.now.rfc3339,
      actor: scope.actor.id.rawValue,
      osUser: scope.osUser,
      via: scope.via,
      action: entry.action,
      subject: entry.subject,
      detail: entry.detail,
      previousHash: last?.hash ?? AuditEncoding.beginning,
      hash: ""
    )
    record.hash = AuditEncoding.hash(of: record)
    try AuditTable.insert(record, on: connection)
  }
}
