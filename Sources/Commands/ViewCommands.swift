import Commerce
import Desk
import JSON
import Reports
import Store

/// The views of the list: those that are always there, one's own, and those that others share.
enum ViewCommands {
  static let all: [Command] = [list, show, save, delete]

  private static let name = Argument("VIEW", "the view's name, as `view list` has it")
  private static let dryRun = Option(
    SharedOptions.dryRun,
    "say what would change, and change nothing"
  )

  static let list = Command(
    "view list",
    "List the views with the number of orders in each",
    examples: ["orderdeck view list --json | jq -r 'select(.count > 0).view'"]
  ) { _, session in
    let saved = try session.savedViews()
    var table = TextTable(["KEY", "VIEW", "ORDERS", "OF", "QUERY"], right: [2])
    for view in NamedView.all(with: saved) {
      let found = try session.count(view)
      if session.isJSON {
        try session.say(form(view, found, beside: saved, of: try session.staff().id))
      } else {
        let key = view.numberKey(for: try session.staff().id, beside: saved)
        table.add([
          key.map(String.init) ?? "", view.word, found.words, owner(of: view),
          found.problem ?? view.query,
        ])
      }
    }
    if !session.isJSON { for line in table.lines { try session.say(line) } }
    return .done
  }

  static let show = Command(
    "view show",
    "Say what a view holds, and the query that finds the same",
    arguments: [name],
    examples: ["orderdeck view show to-ship"]
  ) { invocation, session in
    let view = try session.view(named: try invocation.required("VIEW"))
    let saved = try session.savedViews()
    let found = try session.count(view)
    if session.isJSON {
      try session.say(form(view, found, beside: saved, of: try session.staff().id))
      return .done
    }
    if case .builtIn(let view) = view { try session.say("\(view.title): \(view.explanation)") }
    if case .saved(let view) = view {
      let whose = view.isShared ? "shared by \(view.ownerName)" : "yours alone"
      try session.say("\(view.name): \(whose), sorted by \(view.sort)")
    }
    try session.say("query     \(view.query)")
    try session.say(found.problem ?? "orders    \(found.words)")
    return .done
  }

  static let save = Command(
    "view save",
    "Save a query under a name, or change one of your views",
    arguments: [Argument("VIEW", "a new name, or that of one of yours")],
    options: [
      Option("query", value: "QUERY", "which orders it holds; needed for a new one"),
      SharedOptions.sort,
      Option("key", value: "N", "the number key that shows it to you, 1 to 9, or none"),
      Option("shared", "everybody sees it"), Option("private", "only you see it"),
      Option("name", value: "NEW", "another name"), dryRun,
    ],
    notes: ["It changes no order, so `undo` does not take it back."],
    examples: ["orderdeck view save 'big chat' --query 'source:chat total:>500' --key 3"]
  ) { invocation, session in
    let name = try invocation.required("VIEW")
    let person = try session.staff()
    let known = try session.savedViews().first {
      $0.owner == person.id && $0.name.lowercased() == name.lowercased()
    }
    guard let query = invocation.value("query") ?? known?.query else {
      throw UsageError("a new view needs --query, such as --query status:confirmed")
    }
    var view = known ?? SavedView(owner: person.id, name: name, query: query)
    if invocation.value("query") != nil { view.query = try session.listing().filter.text }
    view.sort = invocation.value("sort") ?? view.sort
    view.name = invocation.value("name") ?? view.name
    if let key = invocation.value("key") { view.numberKey = try number(key) }
    if invocation.has("shared") || invocation.has("private") {
      guard !(invocation.has("shared") && invocation.has("private")) else {
        throw UsageError("--shared and --private contradict each other")
      }
      view.isShared = invocation.has("shared")
    }
    let isDryRun = invocation.has("dry-run")
    return try session.report(session.desk().change(.save(view), isDryRun: isDryRun))
  }

  static let delete = Command(
    "view delete",
    "Delete one of your views",
    arguments: [name],
    options: [dryRun],
    notes: ["It changes no order, so `undo` does not take it back."],
    examples: ["orderdeck view delete 'big chat'"]
  ) { invocation, session in
    guard case .saved(let view) = try session.view(named: try invocation.required("VIEW")) else {
      throw Refusal(.illegal, sentence: "this view is always there and cannot be deleted")
    }
    let isDryRun = invocation.has("dry-run")
    return try session.report(session.desk().change(.delete(view), isDryRun: isDryRun))
  }

  private static func number(_ word: String) throws -> Int? {
    if word == "none" { return nil }
    guard let key = Int(word), (1...9).contains(key) else {
      throw UsageError("--key takes a number from 1 to 9, or none")
    }
    return key
  }

  private static func owner(of view: NamedView) -> String {
    guard case .saved(let saved) = view else { return "" }
    return saved.isShared ? "\(saved.ownerName), shared" : saved.ownerName
  }

  private static func form(
    _ view: NamedView,
    _ found: ViewCount,
    beside saved: [SavedView],
    of person: StaffID
  ) -> JSONValue {
    var owner: JSONValue = .null
    var sort = OrderSort.newest.rawValue
    var isShared = true
    if case .saved(let view) = view {
      owner = .string(view.ownerName)
      sort = view.sort
      isShared = view.isShared
    }
    let key = view.numberKey(for: person, beside: saved)
    return [
      "view": .string(view.word), "title": .string(view.title), "query": .string(view.query),
      "sort": .string(sort), "count": found.count.map { .integer(Int64($0)) } ?? .null,
      "key": key.map { .integer(Int64($0)) } ?? .null, "owner": owner, "shared": .bool(isShared),
      "problem": .optional(found.problem),
    ]
  }
}

/// How many orders a view has, or why that cannot be known.
struct ViewCount {
  var count: Int?
  var problem: String?

  var words: String { count.map { CountText.grouped($0) } ?? "" }
}

extension Session {
  func savedViews() throws -> [SavedView] { try store().savedViews(for: try staff().id) }

  /// A view that another build saved and this one cannot read is no reason to show none.
  func count(_ view: NamedView) throws -> ViewCount {
    let filter: OrderFilter
    do {
      filter = try view.listing().filter
    } catch {
      return ViewCount(problem: error.sentence)
    }
    return ViewCount(count: try store().orderCount(filter, in: try context()))
  }

  /// By name in any letters; one's own go before those of others.
  func view(named name: String) throws -> NamedView {
    let wanted = name.lowercased()
    let views = NamedView.all(with: try savedViews())
    if let view = views.first(where: {
      [$0.word, $0.title].map { $0.lowercased() }.contains(wanted)
    }) {
      return view
    }
    throw UsageError(
      "there is no view `\(name)`",
      hint: NearestWord.find(wanted, among: views.map(\.word))
    )
  }
}
