import Commerce
import Store

/// Who takes care of an order, its tags and its priority.
enum HandlingCommands {
  static let all: [Command] = [assign, claim, tag, priority, snooze, unsnooze]

  private static let numbers = Argument("NUMBER", "the orders' numbers", count: .any)

  static let assign = Command(
    "order assign",
    "Let somebody take care of orders, or nobody",
    arguments: [numbers],
    options: [
      Option("to", value: "NAME", "a member of staff, me (the default) or none")
    ] + SharedOptions.bulk + SharedOptions.change,
    notes: [
      "Agents assign free orders to themselves and give back their own; the rest is for ops.",
      "To take only what nobody has, use `order claim`.",
    ],
    examples: [
      "orderdeck order assign CHT001234 --to Ana",
      "orderdeck order assign --query 'assignee:me' --to none --dry-run",
    ]
  ) { invocation, session in
    let assignee = try session.assignee(invocation.value("to") ?? "me")
    return try session.change { .assign($0, to: assignee) }
  }

  static let claim = Command(
    "order claim",
    "Take orders that nobody has",
    arguments: [numbers],
    options: SharedOptions.bulk + SharedOptions.change,
    notes: ["Of two people at once exactly one gets an order; the other is told who has it."],
    examples: ["orderdeck order claim CHT001234"]
  ) { _, session in
    try session.change { .claim($0) }
  }

  static let tag = Command(
    "order tag",
    "Put tags on orders and take tags off",
    arguments: [numbers],
    options: [
      Option("add", value: "WORD", "a tag to put on; may be given more than once", repeats: true),
      Option(
        "remove",
        value: "WORD",
        "a tag to take off; may be given more than once",
        repeats: true
      ),
    ] + SharedOptions.bulk + SharedOptions.change,
    notes: [
      "A tag is one word of at most \(OrderTag.longest) characters, kept in small letters.",
      "An order has at most \(OrderTag.mostOfAnOrder) tags.",
    ],
    examples: [
      "orderdeck order tag CHT001234 --add vip --remove late",
      "orderdeck order tag --query 'customer:ana' --add vip",
    ]
  ) { invocation, session in
    let edit = TagEdit(
      add: invocation.values["add"] ?? [],
      remove: invocation.values["remove"] ?? []
    )
    guard !edit.isEmpty else {
      throw UsageError("`orderdeck order tag` needs --add WORD or --remove WORD")
    }
    return try session.change { .tag($0, edit) }
  }

  static let priority = Command(
    "order priority",
    "Say how soon orders want somebody's eyes",
    arguments: [numbers],
    options: [
      Option(
        "to",
        value: "PRIORITY",
        "the new priority",
        choices: Priority.allCases.map(\.rawValue),
        isRequired: true
      )
    ] + SharedOptions.bulk + SharedOptions.change,
    examples: ["orderdeck order priority CHT001234 --to urgent"]
  ) { invocation, session in
    let priority: Priority = try invocation.choice("to")
    return try session.change { .setPriority($0, to: priority) }
  }

  static let snooze = Command(
    "order snooze",
    "Put orders off; they come back by themselves",
    arguments: [numbers],
    options: [
      Option(
        "until",
        value: "WHEN",
        "message, 1h, tomorrow, monday, 14:30 or a date and time",
        isRequired: true
      )
    ] + SharedOptions.bulk + SharedOptions.change,
    notes: [
      "WHEN is one of \(SnoozeTime.examples); a day alone means 09:00.",
      "The customer's next message ends every snooze.",
      "Snoozed orders are out of the work views, not of other lists: `snoozed:no` leaves them out.",
    ],
    examples: [
      "orderdeck order snooze CHT001234 --until 'monday 14:00'",
      "orderdeck order snooze --query 'tag:waiting' --until message --dry-run",
    ]
  ) { invocation, session in
    let text = try invocation.required(option: "until")
    let context = try session.context()
    guard let end = SnoozeTime.read(text, now: context.now, in: context.zone) else {
      throw UsageError("`\(text)` is no time; write it like \(SnoozeTime.examples)")
    }
    return try session.change { .snooze($0, until: end) }
  }

  static let unsnooze = Command(
    "order unsnooze",
    "Bring snoozed orders back now",
    arguments: [numbers],
    options: SharedOptions.bulk + SharedOptions.change,
    examples: ["orderdeck order unsnooze --query 'snoozed:yes assignee:me'"]
  ) { _, session in
    try session.change { .unsnooze($0) }
  }
}

extension Session {
  /// The person that `--to` names; nil for nobody.
  fileprivate func assignee(_ word: String) throws -> StaffID? {
    switch word.lowercased() {
    case "me": return try staff().id
    case "none", "nobody": return nil
    default: return try person(named: word, besides: StaffRules.wordsForPeople).id
    }
  }
}
