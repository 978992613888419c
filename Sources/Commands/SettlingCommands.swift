import Commerce
import JSON
import Reports
import Store

/// What only a person can decide about a sync: which side of a conflict holds, and which record
/// will never be one.
enum SettlingCommands {
  static let all: [Command] = [settle, discard]

  static let settle = Command(
    "sync settle",
    "Settle a conflict: keep ours, or take what the source says",
    arguments: [Argument("NUMBER", "the order's number, or the id in `sync status`")],
    options: [
      Option(
        "keep",
        value: "SIDE",
        "which holds",
        choices: ConflictSide.allCases.map(\.rawValue),
        isRequired: true,
        isAskedWithFacts: true
      ),
      Option("field", value: "FIELD", "which conflict, where the order has several"),
      Option("reason", value: "TEXT", "why; taking some statuses needs one"),
    ] + SharedOptions.change,
    notes: [
      "Theirs is taken by the rules of every step: one that is not allowed is refused, and the "
        + "legal ones are named.",
      "What the source says as this runs is taken, and printed; --if-revision N takes only what "
        + "was shown.",
      "A conflict settles by itself when source and store agree again. Without --keep both sides are",
      "named, with the command for each.",
    ],
    examples: [
      "orderdeck sync settle CHT001234 --keep ours",
      "orderdeck sync settle CHT001234 --keep theirs --reason 'customer changed their mind'",
    ]
  ) { invocation, session in
    let id = try session.conflictSubject(try invocation.required("NUMBER"))
    guard invocation.value("keep") != nil else { throw try askForSide(of: id, session) }
    let side: ConflictSide = try invocation.choice("keep")
    let field = try invocation.value("field") ?? soleField(of: id, session)
    let reason = invocation.value("reason")
    let open = try session.store().openConflicts(of: id, for: session.reader()).last {
      $0.field == field
    }
    let settle = Operation.settleConflict(id, field: field, keep: side, seen: nil, reason: reason)
    return try session.perform(
      [settle],
      beside: JSONObject([
        .init(key: "conflict", value: open.map(JSONForm.conflict) ?? .null),
        .init(key: "keep", value: .string(side.rawValue)),
      ])
    )
  }

  /// Says what there is to choose from: both values, where each comes from, and what to type.
  private static func askForSide(of id: OrderID, _ session: Session) throws -> UsageError {
    let field = session.invocation.value("field")
    var newest: [FieldConflict] = []
    for conflict in try session.store().openConflicts(of: id, for: session.reader())
    where field == nil || field == conflict.field {
      newest.removeAll { $0.field == conflict.field }
      newest.append(conflict)
    }
    let zone = try session.context().zone
    for conflict in newest {
      try session.talk(conflict.label)
      for side in ConflictSide.allCases {
        let origin = origin(of: side, conflict, zone)
        try session.talk("  \(side): \(conflict.value(of: side)), \(origin)")
        try session.talk("    \(command(for: side, conflict, amongOthers: newest.count > 1))")
      }
    }
    return UsageError("`orderdeck sync settle` needs --keep SIDE: ours or theirs")
  }

  private static func origin(
    of side: ConflictSide,
    _ conflict: FieldConflict,
    _ zone: LocalZone
  ) -> String {
    switch side {
    case .theirs: "from the source, which said so at \(OrderText.time(conflict.since, zone))"
    case .ours where conflict.isFollowed: "as it was here before it followed the source"
    case .ours: "as it is here"
    }
  }

  private static func command(
    for side: ConflictSide,
    _ conflict: FieldConflict,
    amongOthers: Bool
  ) -> String {
    let subject = conflict.orderNumber ?? conflict.orderID.rawValue
    let field = amongOthers ? " --field \(conflict.field)" : ""
    return "orderdeck sync settle \(subject) --keep \(side)\(field)"
  }

  /// The field in conflict, when it is only one.
  private static func soleField(of id: OrderID, _ session: Session) throws -> String {
    let open = try session.store().openConflicts(of: id, for: session.reader())
    var fields: [String] = []
    for conflict in open where !fields.contains(conflict.field) { fields.append(conflict.field) }
    // What is settled already is answered as such, also when the same key comes twice.
    guard let field = try fields.first ?? session.store().newestConflictField(of: id) else {
      throw Refusal(.notFound, orderID: id, sentence: "nothing about it is in conflict")
    }
    guard fields.count <= 1 else {
      let words = open.map(\.words).joined(separator: "; ")
      throw UsageError(
        "several conflicts stand (\(words)): name one with --field \(fields.joined(separator: "|"))"
      )
    }
    return field
  }

  static let discard = Command(
    "sync discard",
    "Count quarantined records no more; they are kept and listed",
    arguments: [Argument("RECORD", "their numbers in `sync status`", count: .oneOrMore)],
    options: [
      Option("reason", value: "TEXT", "why; it is kept with the records", isRequired: true),
      Option(SharedOptions.dryRun, "say what would change, and change nothing"),
    ],
    notes: [
      "For ops and admins. `sync status --discarded` lists them; `undo` takes it back in its time,",
      "and `sync retry RECORD` tries to take one in at any time.",
    ],
    examples: ["orderdeck sync discard 12 --reason 'a test line of the bot'"]
  ) { invocation, session in
    let reason = try invocation.required(option: "reason")
    let numbers = try session.recordNumbers()
    return try session.perform(numbers.map { .discardRecord($0, reason: reason) })
  }
}

extension Session {
  /// The quarantined records that the arguments name.
  func recordNumbers() throws -> [Int] {
    try invocation.arguments.map { word in
      guard let number = Int(word) else {
        throw UsageError("RECORD is a number of `orderdeck sync status`, not `\(word)`")
      }
      return number
    }
  }

  /// The order of that number; also a checkout that is none yet, or a chat by its id.
  fileprivate func conflictSubject(_ number: String) throws -> OrderID {
    let store = try store()
    if let id = try store.orderID(number: number) ?? store.chatOrderID(number: number) { return id }
    let id = OrderID(number)
    return try store.openConflicts(of: id, for: .nobody).isEmpty ? orderID(number) : id
  }
}
