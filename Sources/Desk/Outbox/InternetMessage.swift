import Commerce

/// A message as mail programs pass it on, with lines that end as on this machine.
///
/// Sources: RFC 5322 (headers, dates), RFC 2045 section 6.7 (quoted-printable), RFC 2047 (words of
/// headers in other letters). No value can begin a header of its own: whatever is not plain is encoded.
struct InternetMessage {
  private static let longestLine = 76
  /// What an encoded word holds of a text: 75 signs less `=?UTF-8?Q??=`, and less the header's name
  /// before the first.
  private static let mostEncoded = 48

  let text: String

  init(_ email: OutboundEmail, from sender: EmailSender) {
    let headers = [
      ("Date", Self.date(email.writtenAt)),
      ("From", Self.mailbox(sender.name, sender.address)),
      ("To", Self.mailbox(email.recipientName, email.recipient)),
      ("Subject", Self.words(email.text.subject)),
      ("Message-ID", "<\(Self.plainID(email.id))@\(sender.domain)>"),
      ("MIME-Version", "1.0"),
      ("Content-Type", "text/plain; charset=UTF-8"),
      ("Content-Transfer-Encoding", "quoted-printable"),
    ]
    text =
      headers.map { "\($0): \($1)\n" }.joined() + "\n" + Self.quotedPrintable(email.text.body)
  }

  /// In the form `Sun, 22 Nov 2026 00:48:45 +0000`.
  private static func date(_ instant: Instant) -> String {
    let stored = instant.rfc3339
    let parts = stored.prefix(10).split(separator: "-").compactMap { Int($0) }
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard parts.count == 3, let day = CivilDate(year: parts[0], month: parts[1], day: parts[2])
    else { return stored }
    let clock = stored.dropFirst(11).prefix(8)
    return "\(day.weekday.rawValue), \(day.day) \(months[day.month - 1]) \(day.year) \(clock) +0000"
  }

  /// An id of ours may hold anything that a file or a test gave it.
  private static func plainID(_ id: EmailID) -> String {
    id.rawValue.utf8.map { byte in
      isLetterOrDigit(byte) || byte == UInt8(ascii: "-") ? String(UnicodeScalar(byte)) : "."
    }.joined()
  }

  private static func mailbox(_ name: String, _ address: String) -> String {
    guard !name.isEmpty else { return address }
    let isPlain = name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: " ") }
    let shown = isPlain && name.utf8.count <= mostEncoded ? name : encodedWords(name)
    return "\(shown)\n <\(address)>"
  }

  /// As it stands where that can neither end the line nor look like an encoded word.
  private static func words(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    return isPlain && text.utf8.count <= 64 && !text.contains("=?") ? text : encodedWords(text)
  }

  /// Words of at most 75 signs, none of which begins or ends within a character.
  private static func encodedWords(_ text: String) -> String {
    var words = [""]
    for scalar in text.unicodeScalars {
      let part = String(scalar).utf8.map { byte in
        isLetterOrDigit(byte) ? String(UnicodeScalar(byte)) : escaped(byte)
      }.joined()
      if words[words.count - 1].utf8.count + part.utf8.count > mostEncoded { words.append("") }
      words[words.count - 1] += part
    }
    return words.map { "=?UTF-8?Q?\($0)?=" }.joined(separator: "\n ")
  }

  // MARK: Body

  private static func quotedPrintable(_ body: String) -> String {
    body.split(separator: "\n", omittingEmptySubsequences: false)
      .map { quotedLine(Array($0.utf8)) + "\n" }.joined()
  }

  /// One line of the text in lines of at most 76 signs.
  private static func quotedLine(_ line: [UInt8]) -> String {
    var quoted = ""
    var width = 0
    for (index, byte) in line.enumerated() {
      let part =
        isPlain(byte, at: index, isLast: index == line.count - 1)
        ? String(UnicodeScalar(byte)) : escaped(byte)
      if width + part.utf8.count >= longestLine {
        quoted += "=\n"
        width = 0
      }
      quoted += part
      width += part.utf8.count
    }
    return quoted
  }

  /// A dot or an F that begins a line means something to some mail programs, a blank at its end is lost.
  private static func isPlain(_ byte: UInt8, at index: Int, isLast: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): !isLast
    case UInt8(ascii: "="): false
    case UInt8(ascii: "."), UInt8(ascii: "F"): index > 0
    default: (0x21...0x7E).contains(byte)
    }
  }

  private static func escaped(_ byte: UInt8) -> String {
    let digits = Array("0123456789ABCDEF")
    return "=\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
