import Commerce
import SQLiteKit
package import Store

/// The chain of records of all that staff changed, each holding the hash of the one before.
///
/// A person who may write the file can forge the whole chain anew; against that, keep a printed
/// ``AuditHead`` elsewhere and verify against it.
package struct AuditTrail: Sendable {
  private let store: Store

  private static let pageSize = 1000

  package init(store: Store) {
    self.store = store
  }

  /// The newest record; nil while nothing has been changed yet.
  package func head() throws -> AuditHead? {
    try store.longReads.read { connection in
      try AuditTable.newest(on: connection).map { AuditHead(count: $0.seq, hash: $0.hash) }
    }
  }

  /// Reads the whole trail, page by page, and says where it is first broken.
  ///
  /// With a `known` head it also finds that the end was cut off or that another chain was put in
  /// its place. Records that are added meanwhile are checked too.
  package func verify(against known: AuditHead? = nil) throws -> AuditVerdict {
    var check = AuditCheck(known: known)
    while true {
      let seq = check.count
      let page = try store.longReads.read {
        try AuditTable.records(after: seq, limit: Self.pageSize, on: $0)
      }
      for record in page {
        if let fault = check.take(record) { return .broken(fault) }
      }
      guard page.count == Self.pageSize else { return check.verdict }
    }
  }
}

/// The end of a chain: how many records there are, and the hash of the last.
package struct AuditHead: Equatable, Sendable {
  package var count: Int
  package var hash: String

  package init(count: Int, hash: String) {
    self.count = count
    self.hash = hash
  }
}

/// What a look at the whole trail came to.
package enum AuditVerdict: Equatable, Sendable {
  case intact(AuditHead)
  case broken(AuditFault)

  /// One sentence for a person.
  package var sentence: String {
    switch self {
    case .intact(let head) where head.count == 0: "the audit trail is empty"
    case .intact(let head):
      "the audit trail is intact: \(CountText.of(head.count, "record")), "
        + "head \(head.hash)"
    case .broken(let fault): "the audit trail is broken at record \(fault.seq): \(fault.sentence)"
    }
  }
}

/// The first place where a trail is not what was written.
package struct AuditFault: Equatable, Sendable {
  package enum Problem: String, Sendable {
    /// The record before this one is not there.
    case missing
    /// The record's hash is not that of its content.
    case changed
    /// The record does not follow on the one before it.
    case unlinked
    /// The trail ends before the known head.
    case truncated
    /// There is a record where the known head was, but it is another one.
    case replaced
  }

  package var seq: Int
  package var problem: Problem

  package init(seq: Int, problem: Problem) {
    self.seq = seq
    self.problem = problem
  }

  package var sentence: String {
    switch problem {
    case .missing: "it is missing"
    case .changed: "it was changed after it had been written"
    case .unlinked: "it does not follow on the record before it"
    case .truncated: "the trail ends before the head that you gave"
    case .replaced: "it is not the record whose hash you gave"
    }
  }
}

/// Takes the records one after another and finds the first that does not fit.
struct AuditCheck {
  let known: AuditHead?
  private(set) var count = 0
  private var hash = AuditEncoding.beginning

  init(known: AuditHead?) {
    self.known = known
  }

  mutating func take(_ record: AuditRecord) -> AuditFault? {
    guard record.seq == count + 1 else { return AuditFault(seq: count + 1, problem: .missing) }
    guard AuditEncoding.hash(of: record) == record.hash else {
      return AuditFault(seq: record.seq, problem: .changed)
    }
    guard record.previousHash == hash else {
      return AuditFault(seq: record.seq, problem: .unlinked)
    }
    if let known, known.count == record.seq, known.hash != record.hash {
      return AuditFault(seq: record.seq, problem: .replaced)
    }
    count = record.seq
    hash = record.hash
    return nil
  }

  var verdict: AuditVerdict {
    if let known, known.count > count {
      return .broken(AuditFault(seq: count + 1, problem: .truncated))
    }
    return .intact(AuditHead(count: count, hash: hash))
  }
}
