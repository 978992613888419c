import Commerce
import Store

/// Who takes care of an order, its tags and its priority.
enum HandlingCommands {
  static let all: [Command] = [assign, claim, tag, priority]

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
