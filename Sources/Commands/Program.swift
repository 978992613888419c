import Commerce
import Desk
import Host
import SQLiteKit
import Screen
import Settings

/// The command line: words in, an exit status out.
package struct Program {
  package static let version = "0.1.0"

  private let world: World
  private let table: [Command]

  package init(world: World) {
    self.world = world
    table = CommandTable.all
  }

  /// Runs one call; `words` is argv without the program's name.
  package func run(_ words: [String]) -> Int32 {
    do {
      return try answer(words).rawValue
    } catch let end as ProgramEnd {
      return end.status
    } catch {
      return tell(error).rawValue
    }
  }

  /// The real program: the words of the process, on the real machine.
  package static func main() -> Int32 {
    ProcessSetup.begin()
    return Program(world: .real()).run(Array(CommandLine.arguments.dropFirst()))
  }

  private func tell(_ error: any Error) -> ExitStatus {
    switch error {
    case let error as UsageError: tell("\(error)", .usage, then: "See `\(error.pageToRead)`.\n")
    case let error as Refusal: tell(error.sentence, .refused)
    case let error as StreamError: closed(error)
    case let error as SQLiteError:
      tell(error.userSentence, error.isBusy ? .tryAgain : .refused)
    case let error as StoreOpenError:
      tell(error.description, error.isBusy ? .tryAgain : .refused)
    case let error as CommandFailure: tell(error.sentence, error.status)
    default: tell(String(describing: error), .refused)
    }
  }

  private func answer(_ words: [String]) throws -> ExitStatus {
    let reader = ArgumentReader(table: table)
    if words.first == "help" { return try help(Array(words.dropFirst())) }
    let path = reader.path(of: words)
    if path.count == 1, isGroup(path[0]) { return try explainGroup(path[0], words) }
    let (command, rest) = try reader.find(words)
    do {
      return try carryOut(command, rest, reader)
    } catch let error as UsageError {
      throw error.seeing(command.path)
    }
  }

  private func carryOut(
    _ command: Command,
    _ words: [String],
    _ reader: ArgumentReader
  ) throws -> ExitStatus {
    let invocation = try reader.read(words, for: command)
    if invocation.has("help") { return try help(command.path) }
    if invocation.has("version") {
      try world.streams.write("orderdeck \(Self.version)\n", to: .output)
      return .done
    }
    let session = try Session(invocation: invocation, world: world)
    // A mistyped theme is said by every command that takes one.
    _ = try session.wantedTheme()
    do {
      return try command.run(invocation, session)
    } catch let refusal as Refusal where session.isJSON && command.printsReceipt {
      try session.say(refusal)
      throw refusal
    }
  }

  /// `orderdeck order --help` was asked for; a bare `orderdeck order` is a call cut short.
  private func explainGroup(_ word: String, _ words: [String]) throws -> ExitStatus {
    let options = words.prefix { $0 != "--" }
    let isAsked = options.contains("--help") || options.contains("-h")
    if !isAsked, let option = options.first(where: { $0.hasPrefix("-") }) {
      try ArgumentReader(table: table).refuseUnknown(option, ofGroup: word)
    }
    try world.streams.write(HelpText.group(word, table), to: isAsked ? .output : .error)
    return isAsked ? .done : .usage
  }

  private func isGroup(_ word: String) -> Bool {
    table.contains { $0.path.first == word && $0.path.count == 2 }
      && !table.contains { $0.path == [word] }
  }

  private func help(_ path: [String]) throws -> ExitStatus {
    let page: String
    if path.isEmpty {
      page = HelpText.overview(table)
    } else if path.count == 1, isGroup(path[0]) {
      page = HelpText.group(path[0], table)
    } else {
      let (command, rest) = try ArgumentReader(table: table).find(path)
      if let word = rest.first {
        throw ArgumentReader(table: table).noFurtherWord(word, command).seeing(command.path)
      }
      page = HelpText.page(for: command, in: table)
    }
    try world.streams.write(page, to: .output)
    return .done
  }

  /// Says a reason on standard error, in one line and made safe: it may quote what a customer wrote.
  private func tell(_ sentence: String, _ status: ExitStatus, then: String = "") -> ExitStatus {
    do {
      try world.streams.write("orderdeck: \(SafeText.plain(sentence))\n\(then)", to: .error)
      return status
    } catch {
      return closed(error)
    }
  }

  /// A reader that has gone is no failure of ours.
  private func closed(_ error: StreamError) -> ExitStatus {
    switch error {
    case .closed: .done
    case .failed: .refused
    }
  }
}

/// A failure whose exit status matters; one sentence that says what, where and what to do.
struct CommandFailure: Error {
  var sentence: String
  var status: ExitStatus

  init(_ sentence: String, status: ExitStatus = .refused) {
    self.sentence = sentence
    self.status = status
  }
}
