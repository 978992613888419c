// How far a message is only ever rises, whatever order the reports come in (RELIABILITY.md 4.5).

extension MessageStatus {
  /// A failure outranks having been sent; a later proof of delivery outranks the failure.
  package var rank: Int {
    switch self {
    case .queued: 0
    case .sent: 1
    case .failed: 2
    case .delivered: 3
    case .read: 4
    }
  }

  /// The status after a report, which may be late, early or repeated.
  package func afterReport(of reported: MessageStatus) -> MessageStatus {
    reported.rank > rank ? reported : self
  }
}
