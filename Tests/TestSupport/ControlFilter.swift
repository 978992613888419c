/// Looks at what a program sent for anything but text and its terminal's own sequences (P12).
///
/// Every form that terminfo's xterm, tmux, screen and linux entries and our session may send is taken
/// away; a control byte or a forbidden character that is left is reported. A sequence that is ours in
/// form but came from a customer cannot be told from ours here, so hostile texts in tests should use
/// forms that we never send, and screens be compared in the emulator as well.
package struct ControlFilter: Sendable {
  package struct Finding: Equatable, Sendable, CustomStringConvertible {
    package var offset: Int
    package var bytes: [UInt8]
    package var reason: String

    package var description: String {
      let hex = bytes.prefix(24).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      return "\(reason) at \(offset): \(hex.joined(separator: " "))"
    }
  }

  /// Private modes of terminfo entries and of the session.
  private static let knownModes: Set<Int> = [
    1, 3, 4, 5, 7, 12, 25, 34, 40, 47, 1000, 1002, 1003, 1004, 1006, 1034, 1047, 1048, 1049, 2004,
  ]

  /// OSC strings that the program is allowed to send besides terminfo's colour reset.
  package var allowedOSC: @Sendable (String) -> Bool

  package init(allowedOSC: @escaping @Sendable (String) -> Bool = { _ in false }) {
    self.allowedOSC = allowedOSC
  }

  /// What should not be there; empty when all is well.
  package func findings(in output: [UInt8]) -> [Finding] {
    var parser = SequenceParser()
    var findings: [Finding] = []
    var offset = 0
    for (sequence, bytes) in parser.parse(output) {
      if let reason = complaint(about: sequence) {
        findings.append(Finding(offset: offset, bytes: bytes, reason: reason))
      }
      offset += bytes.count
    }
    if !parser.unfinished.isEmpty {
      findings.append(
        Finding(offset: offset, bytes: parser.unfinished, reason: "an unfinished sequence")
      )
    }
    return findings
  }

  private func complaint(about sequence: TerminalSequence) -> String? {
    switch sequence {
    case .text(let scalar): Self.complaint(about: scalar)
    case .control(let byte):
      [0x07, 0x08, 0x09, 0x0A, 0x0D].contains(byte) ? nil : "a control byte"
    case .csi(let prefix, let parameters, let intermediate, let final):
      Self.isOurs(prefix, parameters, intermediate, final) ? nil : "a foreign control sequence"
    case .escape(let text):
      ["7", "8", "M", "D", "=", ">", "(B", ")B", "(0", ")0", "H", "c"].contains(text)
        ? nil : "a foreign escape sequence"
    case .osc(let text): text == "104" || allowedOSC(text) ? nil : "an OSC string"
    case .string: "a DCS, APC, PM or SOS string"
    case .invalid: "a byte that is not UTF-8"
    }
  }

  private static func isOurs(
    _ prefix: Character?,
    _ parameters: [Int],
    _ intermediate: String,
    _ final: Character
  ) -> Bool {
    switch (prefix, intermediate, final) {
    case (nil, "", "t"): [[22, 0, 0], [23, 0, 0]].contains(parameters)
    case (nil, "", "h"), (nil, "", "l"): parameters == [4]
    case (nil, "", _): "@ABCDGHIJKLMPSTXZbdfgmr".contains(final)
    case ("?", "", "h"), ("?", "", "l"): parameters.allSatisfy(knownModes.contains)
    case ("?", "", "c"): true
    case (nil, "!", "p"): true
    default: false
    }
  }

  private static func complaint(about scalar: Unicode.Scalar) -> String? {
    switch scalar.properties.generalCategory {
    case .control: "a C1 control"
    case .format: "a format character"
    case .privateUse, .surrogate, .unassigned: "a character without a meaning"
    case .lineSeparator, .paragraphSeparator: "a line or paragraph separator"
    default: nil
    }
  }
}
