import Commerce
import Desk
import JSON
import Reports
import Store

/// Who works here, and as what.
enum StaffCommands {
  static let all: [Command] = [list, add, set]

  private static let role = Option(
    "role",
    value: "ROLE",
    "what they may do",
    choices: StaffRole.allCases.map(\.rawValue)
  )
  private static let account = Option(
    "account",
    value: "USER",
    "the account of the operating system that they come with"
  )
  private static let dryRun = Option(
    SharedOptions.dryRun,
    "say what would change, and change nothing"
  )

  static let list = Command(
    "staff list",
    "List who works here, with role, account, and the order they are at"
  ) { _, session in
    let people = try session.store().staff()
    let presence = try session.presence()
    var table = TextTable(["NAME", "ROLE", "ACCOUNT", "AVAILABILITY", "NOW"])
    for person in people {
      let now = presence[person.id]
      if session.isJSON {
        try session.say(form(person, now))
      } else {
        table.add([
          person.name, person.role.rawValue, person.osUser ?? "", person.availability.rawValue,
          now?.words ?? "",
        ])
      }
    }
    if !session.isJSON { for line in table.lines { try session.say(line) } }
    return .done
  }

  static let add = Command(
    "staff add",
    "Make somebody known before they first come",
    arguments: [Argument("NAME", "the name that timelines show")],
    options: [role, account, dryRun],
    notes: [
      "Whoever begins a store is its admin; an account that nobody knows comes in as an agent.",
      "Who somebody is follows from the account of the operating system, never from $USER.",
    ],
    examples: ["orderdeck staff add 'Olga Petrova' --role ops --account olga"]
  ) { invocation, session in
    let receipt = try session.desk().addStaff(
      name: try invocation.required("NAME"),
      role: choice("role", invocation) ?? .agent,
      account: invocation.value("account"),
      isDryRun: invocation.has("dry-run")
    )
    return try session.report(receipt)
  }

  static let set = Command(
    "staff set",
    "Change somebody's role, account or name, or say whether they are there",
    arguments: [Argument("NAME", "the name or id, as `staff list` prints them")],
    options: [
      role, account,
      Option("no-account", "no account leads to this person any more, as when they leave"),
      Option("name", value: "NEW", "another name"),
      Option(
        "availability",
        value: "WORD",
        "whether they are there; everybody may say it of themselves",
        choices: Availability.allCases.map(\.rawValue)
      ),
      dryRun,
    ],
    notes: ["Nobody changes their own role or account, so there is always an admin who gets in."],
    examples: ["orderdeck staff set olga --role admin", "orderdeck staff set ben --no-account"]
  ) { invocation, session in
    let name = try invocation.required("NAME")
    let person = try session.person(named: name)
    let change = StaffChange(
      name: invocation.value("name"),
      role: choice("role", invocation),
      account: try account(invocation),
      availability: choice("availability", invocation)
    )
    guard change != StaffChange() else {
      throw UsageError("`orderdeck staff set` needs what to change, as --role ops")
    }
    let receipt = try session.desk().changeStaff(
      person.id,
      change,
      isDryRun: invocation.has("dry-run")
    )
    return try session.report(receipt)
  }

  private static func account(_ invocation: Invocation) throws -> StaffChange.Account? {
    let given = invocation.value("account")
    guard invocation.has("no-account") else { return given.map { .named($0) } }
    guard given == nil else {
      throw UsageError("--account and --no-account contradict each other")
    }
    return StaffChange.Account.none
  }

  /// The option's word; the table of options has refused all others.
  private static func choice<Choice: RawRepresentable>(
    _ name: String,
    _ invocation: Invocation
  ) -> Choice? where Choice.RawValue == String {
    invocation.value(name).flatMap { Choice(rawValue: $0) }
  }

  private static func form(_ person: Staff, _ now: SeenPresence?) -> JSONValue {
    [
      "id": .string(person.id.rawValue), "name": .string(person.name),
      "role": .string(person.role.rawValue), "account": .optional(person.osUser),
      "availability": .string(person.availability.rawValue), "console": now?.form ?? .null,
    ]
  }
}
