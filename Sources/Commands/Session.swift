import Commerce
import Desk
import Host
import JSON
import SQLiteKit
import Screen
import Settings
import Store
import Sync

/// One call of a command: what was asked, and the ways to store, desk and streams.
final class Session {
  let invocation: Invocation
  let world: World
  let folders: Folders
  private var openedStore: Store?
  private var knownConfiguration: Configuration?
  /// Wrong lines of the configuration, once it was read.
  private(set) var configurationFaults = 0
  /// What was said before a full screen covered it, to be said on the screen again.
  private(set) var openingWords: [String] = []

  init(invocation: Invocation, world: World) throws {
    self.invocation = invocation
    self.world = world
    folders = try Folders(environment: world.environment)
  }

  var isJSON: Bool { invocation.has("json") }
  var isReadOnly: Bool { invocation.has("read-only") }
  var now: Instant { world.now() }

  // MARK: Places

  var storePath: String {
    let given = invocation.value("db") ?? world.environment["ORDERDECK_DB"]
    return absolute(given ?? "\(folders.data)/orders.db")
  }

  var configurationPath: String {
    absolute(invocation.value("config") ?? "\(folders.configuration)/config.toml")
  }

  func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    return "\(world.folder)/\(path)"
  }

  /// What to say where no store is: which path was looked at, why that one, and how to begin.
  private var missingStore: String {
    let begin: String
    if invocation.value("db") != nil {
      begin =
        "check the path after --db, or begin one there: `orderdeck sync --from FEED --db PATH`"
    } else if world.environment["ORDERDECK_DB"] != nil {
      begin = "check ORDERDECK_DB, or begin one there: `orderdeck sync --from FEED`"
    } else {
      begin =
        "begin one with `orderdeck sync --from FEED`, or look around in a made-up shop with "
        + "`orderdeck demo`"
    }
    return "there is no store yet at \(storePath); \(begin)"
  }

  // MARK: Parts

  /// The configuration file's settings; a missing file means the defaults, unless it was named.
  func configuration() throws -> Configuration {
    if let knownConfiguration { return knownConfiguration }
    let (configuration, problems) = Configuration.read(try configurationText() ?? "")
    for problem in problems { try talk("\(configurationPath), \(problem.sentence)") }
    configurationFaults = problems.count
    knownConfiguration = configuration
    return configuration
  }

  /// The text of the configuration file; nil when there is none and none was named.
  func configurationText() throws -> String? {
    guard SmallFile.exists(configurationPath) || invocation.value("config") != nil else {
      return nil
    }
    let bytes = try SmallFile.read(configurationPath, followingLinks: true)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Works on this store from now on, whatever the options say.
  func use(_ store: Store) { openedStore = store }

  /// The store that is there; a path that names none is refused, since a mistyped one would
  /// otherwise begin an empty shop.
  func store() throws -> Store { try store(makingNew: false) }

  /// The store, made when there is none yet: for the commands that begin one.
  func storeOrNew() throws -> Store {
    let isNew = openedStore == nil && !SmallFile.exists(storePath)
    let store = try store(makingNew: true)
    // Whoever begins a store is its admin, not the first colleague who does something; a beginning
    // that was cut short had nobody yet.
    if try store.staff().isEmpty { _ = try store.identify(osUser: world.user.name, now: now) }
    if isNew {
      try talk("made a new store: \(storePath)")
      openingWords.append("made a new store: \(storePath)")
    }
    return store
  }

  private func store(makingNew: Bool) throws -> Store {
    if let openedStore { return openedStore }
    let store: Store
    do {
      store = try Store(
        at: storePath,
        access: isReadOnly ? .readOnly : .readWrite,
        makingNew: makingNew,
        label: (["orderdeck"] + invocation.command).joined(separator: " "),
        // The console stays small beside others; commands that write much are gone soon.
        cacheKibibytes: invocation.command.isEmpty ? 4096 : 8192
      )
    } catch StoreOpenError.missing, StoreOpenError.folderMissing {
      throw CommandFailure(missingStore)
    }
    openedStore = store
    // A name that nobody has is said by every command, not only by those that act under it.
    if invocation.value("as") != nil { _ = try staff() }
    return store
  }

  /// Who acts: the system account's person, or for an admin the one named by `--as`.
  func staff() throws -> Staff {
    let store = try store()
    let own = try store.identify(osUser: world.user.name, now: now)
    guard let wanted = invocation.value("as"), wanted != own.name else { return own }
    let other = try person(named: wanted)
    guard own.role == .admin || other.osUser == world.user.name else {
      throw Refusal(.forbidden, sentence: "only an admin may act as \(other.name)")
    }
    return other
  }

  /// For whom contact data is read, without having asked for more.
  func reader() throws -> ContactReader { .staff(try staff().id) }

  /// A member of staff by name or id; the error offers the nearest name, or one of the `words`
  /// that the command takes too.
  func person(named name: String, besides words: [String] = []) throws -> Staff {
    let store = try store()
    if let person = try store.staff(named: name) { return person }
    throw UsageError(
      "there is no staff member `\(name)`",
      hint: NearestWord.find(name, among: try store.staff().map(\.name) + words)
    )
  }

  func desk(via: String = "cli") throws -> Desk {
    let configuration = try configuration()
    return Desk(
      store: try store(),
      actor: try staff(),
      osUser: world.user.name,
      via: via,
      clock: world.now,
      newID: world.newID,
      settings: DeskSettings(
        undoWindow: configuration.undoSeconds,
        localUndoWindow: configuration.undoMinutes * 60,
        isReadOnly: isReadOnly,
        refundLimits: configuration.refundLimits,
        zone: .current()
      )
    )
  }

  func context() throws -> QueryContext {
    let staff = try store().staff(osUser: world.user.name)
    return QueryContext(now: now, zone: .current(), staff: staff?.id)
  }

  /// The order to look at: its last digits do, where no other number ends so.
  func shownOrderID(_ number: String) throws -> OrderID {
    let store = try store()
    if let id = try store.orderID(number: number) { return id }
    if try store.openCheckout(number: number) != nil { return try orderID(number) }
    let endings = try store.orderNumbers(endingIn: number, limit: 2)
    guard endings.count == 1, let id = try store.orderID(number: endings[0]) else {
      return try orderID(number)
    }
    try talk("\(number) is taken for \(endings[0])")
    return id
  }

  /// The order to change, by its whole number; the error offers the nearest numbers.
  func orderID(_ number: String) throws -> OrderID {
    let store = try store()
    if let id = try store.orderID(number: number) { return id }
    guard number.contains(where: { !$0.isWhitespace }) else {
      throw UsageError("the order number is empty")
    }
    if let checkout = try store.openCheckout(number: number) {
      throw Refusal(.notFound, orderNumber: number, sentence: checkout.sentence)
    }
    let near = try store.orderNumbers(meantBy: number, limit: 3)
    let hint =
      near.isEmpty
      ? "; `orderdeck order list` lists them"
      : "; there \(near.count == 1 ? "is" : "are") \(near.joined(separator: ", "))"
    throw Refusal(.notFound, orderNumber: number, sentence: "there is no order \(number)\(hint)")
  }

  // MARK: Streams

  /// A line of data on standard output, made safe: a line end that somebody wrote is a sign, so that
  /// no text can make lines of its own.
  func say(_ line: String) throws {
    try world.streams.write(SafeText.plain(line) + "\n", to: .output)
  }

  /// A text of many lines on standard output, made safe.
  func say(text: String) throws {
    try world.streams.write(SafeText.plain(text, keepingLines: true) + "\n", to: .output)
  }

  /// A line of talk on standard error, made safe.
  func talk(_ line: String) throws {
    try world.streams.write(SafeText.plain(line) + "\n", to: .error)
  }

  /// One JSON value on a line of its own.
  func say(_ value: JSONValue) throws {
    try world.streams.write(value.text() + "\n", to: .output)
  }

  /// Each change on a line of its own, unless the summary is the only one.
  private func list(_ receipt: Receipt) throws {
    if receipt.changed.count == 1, receipt.summary.contains(receipt.changed[0].orderNumber) {
      return
    }
    for change in receipt.changed { try say("  \(change.rehearsal)") }
  }

  /// What an act did, as a sentence or as JSON; refusals of a bulk act go to standard error.
  func report(
    _ receipt: Receipt,
    beside values: JSONObject = JSONObject()
  ) throws -> ExitStatus {
    let prefix = receipt.isDryRun ? "dry run, nothing is changed: " : ""
    if isJSON, case .object(var form) = ReceiptRecord.value(of: receipt) {
      for member in values.members { form[member.key] = member.value }
      try say(.object(form))
    } else {
      try say(prefix + receipt.summary)
      if receipt.isDryRun { try list(receipt) }
      for change in receipt.unchanged where change.sentence != receipt.summary {
        try say("  \(change.sentence)")
      }
    }
    for refusal in receipt.refused { try talk(refusal.namedSentence) }
    return receipt.refused.isEmpty ? .done : .refused
  }
}
