/// OSC 52, the sequence that sets the terminal's clipboard.
package enum ClipboardSequence {
  /// Terminals drop longer ones; xterm's limit is the lowest of the usual.
  static let limit = 74_994

  /// The text is made plain first and sent as base64, so nothing in it can end the sequence.
  package static func copying(_ text: String) -> String {
    let plain = PlainReport.harmless(text.utf8)
    return "\u{1B}]52;c;\(base64(plain.prefix(limit / 4 * 3)))\u{07}"
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  static func base64(_ bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let group = bytes[start...].prefix(3)
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...3 {
        let isFilled = place <= group.count
        text.append(isFilled ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
      start += group.count
    }
    return String(decoding: text, as: UTF8.self)
  }
}
