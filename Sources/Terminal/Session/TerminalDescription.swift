import CNCurses
import Glibc
import Screen

/// What terminfo knows of the terminal at hand.
struct TerminalDescription {
  let name: String

  /// Looks the terminal up; the answers of `string` and `number` are about it from then on.
  ///
  /// The terminal is written to through `descriptor`.
  init(descriptor: Int32) throws(TerminalError) {
    guard let value = getenv("TERM"), value.pointee != 0 else { throw .terminalTypeNotSet }
    name = String(cString: value)
    guard cn_describe_terminal(name, descriptor) == 1 else {
      throw .terminalTypeUnknown(name: Self.printable(name))
    }
    guard string("cup") != nil, string("clear") != nil else {
      throw .terminalTypeTooSimple(name: Self.printable(name))
    }
  }

  /// The bytes of a string capability; nil when the terminal lacks it.
  func string(_ capability: String) -> [UInt8]? {
    guard let text = tigetstr(capability) else { return nil }
    // -1 as a pointer says that it is no string capability.
    guard Int(bitPattern: text) != -1 else { return nil }
    return Array(String(cString: text).utf8)
  }

  func number(_ capability: String) -> Int { Int(tigetnum(capability)) }

  /// True for terminals of the ANSI family, which skip a private mode that they do not know.
  var skipsUnknownModes: Bool { string("cup")?.starts(with: [0x1B, UInt8(ascii: "[")]) ?? false }

  var hasMouse: Bool { string("kmous") != nil || string("XM") != nil }

  func keySequences() -> KeySequences {
    var keys: [[UInt8]: Key] = [:]
    for (name, key) in KeySequences.capabilities {
      if let sequence = string(name) { keys[sequence] = key }
    }
    return KeySequences(keys)
  }

  /// The environment is the user's, but it may have been set by a program.
  private static func printable(_ name: String) -> String {
    String(decoding: PlainReport.harmless(name.utf8.prefix(40)), as: UTF8.self)
  }
}
