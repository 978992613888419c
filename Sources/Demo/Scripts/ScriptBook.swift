import Commerce

/// All that is said in one language.
///
/// It is read from a text in which `= topic` begins a script; `c`, `a`, `b` begin a line of the
/// customer, an agent or the bot (`c?` one that may be left out, `c*` one for a second thing that
/// is ordered); `|` is another way to say the line above; `+` goes on with the text above after a
/// line end; `k` lists words that tell what a reply is about.
struct ScriptBook: Sendable {
  private var scripts: [String: ChatScript] = [:]
  private var words: [String: [String]] = [:]

  init(_ text: String) {
    var topic = ""
    for line in text.split(separator: "\n") {
      let mark = line.prefix { $0 != " " }
      let said = String(line.dropFirst(mark.count + 1))
      switch mark {
      case "=": topic = said
      case "k": words[topic] = said.split(separator: ",").map { String($0.drop { $0 == " " }) }
      default: add(said, after: mark, to: topic)
      }
    }
  }

  private mutating func add(_ said: String, after mark: Substring, to topic: String) {
    var script = scripts[topic] ?? ChatScript()
    defer { scripts[topic] = script }
    guard let role = Self.role(of: mark.first) else {
      guard let last = script.lines.indices.last else { return }
      let place = script.lines[last].variations.count - 1
      guard mark == "+" else { return script.lines[last].variations.append(said) }
      script.lines[last].variations[place] += "\n" + said
      return
    }
    let line = ChatScript.Line(
      role: role,
      condition: Self.condition(of: mark.last),
      variations: [said]
    )
    script.lines.append(line)
  }

  private static func condition(of mark: Character?) -> ChatScript.Line.Condition {
    switch mark {
    case "?": .sometimes
    case "*": .withExtra
    default: .always
    }
  }

  private static func role(of mark: Character?) -> SenderRole? {
    switch mark {
    case "c": .customer
    case "a": .agent
    case "b": .bot
    default: nil
    }
  }

  subscript(topic: Topic) -> ChatScript { scripts[topic.rawValue] ?? ChatScript() }

  /// What a customer says to a reply about that.
  func answers(to topic: ReplyTopic) -> ChatScript {
    scripts["to " + topic.rawValue] ?? ChatScript()
  }

  func recognises(_ topic: ReplyTopic) -> Bool {
    words["to " + topic.rawValue]?.isEmpty == false
  }

  /// What a reply is about, by the first list that has one of its words.
  func topic(of reply: String) -> ReplyTopic {
    let text = reply.lowercased()
    for topic in ReplyTopic.allCases {
      let known = words["to " + topic.rawValue] ?? []
      if known.contains(where: text.contains) { return topic }
    }
    return .other
  }
}

/// The languages in which the made-up customers write.
enum ChatLanguage: String, CaseIterable, Sendable {
  case english = "en"
  case spanish = "es"
  case portuguese = "pt"
  case german = "de"
  case french = "fr"
  case italian = "it"
  case japanese = "ja"

  var text: String {
    switch self {
    case .english: ScriptTexts.english
    case .spanish: ScriptTexts.spanish
    case .portuguese: ScriptTexts.portuguese
    case .german: ScriptTexts.german
    case .french: ScriptTexts.french
    case .italian: ScriptTexts.italian
    case .japanese: ScriptTexts.japanese
    }
  }
}

/// Every book, read once.
struct ScriptLibrary: Sendable {
  private let books: [ChatLanguage: ScriptBook]

  init() {
    let read = ChatLanguage.allCases.map { ($0, ScriptBook($0.text)) }
    books = Dictionary(uniqueKeysWithValues: read)
  }

  subscript(language: ChatLanguage) -> ScriptBook { books[language] ?? ScriptBook("") }
}

/// The texts as they are written, one file per language.
package enum ScriptTexts {
  /// What a language lacks, as `de: late`; empty when every language can say everything.
  package static func gaps() -> [String] {
    let library = ScriptLibrary()
    return ChatLanguage.allCases.flatMap { language in
      let silent = Topic.allCases.filter { library[language][$0].lines.isEmpty }.map(\.rawValue)
      let speechless = ReplyTopic.allCases.filter { topic in
        library[language].answers(to: topic).lines.isEmpty
          || topic != .other && !library[language].recognises(topic)
      }
      return (silent + speechless.map { "to \($0)" }).map { "\(language.rawValue): \($0)" }
    }
  }

  /// What a customer of that language takes a reply for: refund, tracking, … or other.
  package static func topic(of reply: String, in language: String) -> String? {
    ChatLanguage(rawValue: language).map { ScriptLibrary()[$0].topic(of: reply).rawValue }
  }
}
