import Commerce
import Store

/// What is to be done with each record of a page; pure, so it can be tried without a store.
struct SyncPlan: Equatable {
  enum Verdict: Equatable {
    /// New to the store.
    case insert
    /// Newer than what the store has.
    case update
    /// The store says the same already.
    case unchanged
    /// Older than what the store has: it only tells of the past.
    case stale
    /// It says something else of the same moment, or is somebody else's; the store's word stays.
    case conflict([FieldDifference])
    /// It cannot be an order of this store as it is; the whole record waits in quarantine.
    case refused(FeedProblem)
  }

  private(set) var verdicts: [Verdict] = []

  /// Decides over the records in their order; each sees what those before it will have done.
  init(for records: [FeedRecord], knowing known: KnownRecords) {
    var known = known
    verdicts.reserveCapacity(records.count)
    for record in records { verdicts.append(Self.verdict(on: record, &known)) }
  }

  private static func verdict(on record: FeedRecord, _ known: inout KnownRecords) -> Verdict {
    switch record {
    case .chatOrder(let order): verdict(on: order, &known)
    case .order(let order): verdict(on: order, &known)
    case .message(let message): verdict(on: message, &known)
    case .chatSession(let session): verdict(on: session, &known)
    }
  }
}

/// One field in which a record and the store differ.
struct FieldDifference: Equatable {
  let field: String
  let ours: String
  let theirs: String

  init(_ field: String, ours: String?, theirs: String?) {
    self.field = field
    self.ours = String((ours ?? "").prefix(SyncLimits.conflictCharacters))
    self.theirs = String((theirs ?? "").prefix(SyncLimits.conflictCharacters))
  }
}

// MARK: - Orders

extension SyncPlan {
  private static func verdict(
    on order: ChatOrderSnapshot,
    _ known: inout KnownRecords
  ) -> Verdict {
    if known.storefrontIDs.contains(order.id) || known.orders[order.id]?.source == .standard {
      return .conflict([FieldDifference("source", ours: "standard", theirs: "chat_commerce")])
    }
    guard let stored = known.chatOrders[order.id] else {
      known.chatOrders[order.id] = order
      return .insert
    }
    return verdict(order.updatedAt, stored.updatedAt) {
      known.chatOrders[order.id] = order
    } differences: {
      stored.differences(to: order)
    }
  }

  private static func verdict(
    on order: StandardOrderSnapshot,
    _ known: inout KnownRecords
  ) -> Verdict {
    let stored = known.orders[order.id]
    // Whoever was first keeps the id, also when both are read again.
    let isChatOrder = known.chatIDs.contains(order.id) || known.chatOrders[order.id] != nil
    if stored?.source != .standard, isChatOrder || stored?.source == .chatCommerce {
      return .conflict([FieldDifference("source", ours: "chat_commerce", theirs: "standard")])
    }
    let taken = StoredOrder(fromSource: order)
    guard let stored else {
      known.orders[order.id] = taken
      return .insert
    }
    guard let sourceUpdatedAt = stored.sourceUpdatedAt else {
      return .conflict([FieldDifference("source", ours: "this store", theirs: "standard")])
    }
    return verdict(order.updatedAt, sourceUpdatedAt) {
      known.orders[order.id] = taken
    } differences: {
      stored.differences(to: order)
    }
  }

  private static func verdict(
    _ theirs: Instant,
    _ ours: Instant,
    taken: () -> Void,
    differences: () -> [FieldDifference]
  ) -> Verdict {
    if theirs > ours {
      taken()
      return .update
    }
    guard theirs == ours else { return .stale }
    let differences = differences()
    return differences.isEmpty ? .unchanged : .conflict(differences)
  }
}

// MARK: - Chats

extension SyncPlan {
  private static func verdict(
    on message: IncomingMessage,
    _ known: inout KnownRecords
  ) -> Verdict {
    guard let stored = known.messages[message.id] else {
      known.messages[message.id] = message
      return .insert
    }
    let differences = stored.differences(to: message)
    guard differences.isEmpty else { return .conflict(differences) }
    guard message.isFurther(than: stored) else { return .unchanged }
    known.messages[message.id]?.status = message.status
    known.messages[message.id]?.metadata = message.metadata
    return .update
  }

  /// Descriptions have no time of their own, so the one that knows more wins whatever the order.
  private static func verdict(
    on session: SessionDescription,
    _ known: inout KnownRecords
  ) -> Verdict {
    guard let stored = known.sessions[session.id] else {
      known.sessions[session.id] = session
      return .insert
    }
    guard session != stored else { return .unchanged }
    guard session.isFurther(than: stored) else { return .stale }
    known.sessions[session.id] = session
    return .update
  }
}
