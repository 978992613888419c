import Commerce
import Screen

extension CaseFile {
  /// CommonMark whose every foreign word stands in a fenced block or a code span, where no sign of
  /// it is a link, a heading or a tag; and no byte of it is a control (`SafeText`).
  ///
  /// Source: CommonMark 0.31.2, sections 4.5 and 6.1.
  package var markdown: String {
    let number = Self.codeSpan(SafeText.plain(detail.summary.number))
    let written = OrderText.time(writtenAt, zone)
    let head =
      audience == .staff
      ? "Case file, written \(written). Internal: not for the customer." : "As of \(written)."
    let parts =
      ["# Order \(number)", head] + sections.flatMap { ["## \($0.title)", Self.fenced($0)] }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var sections: [OrderText.Section] {
    let chat = OrderText.Section(title: "Chat", lines: messages.map(line))
    let order = audience == .staff ? staffSections : customerSections
    return (order + [chat]).filter { !$0.lines.isEmpty }
  }

  private var staffSections: [OrderText.Section] {
    OrderText.sections(of: detail, zone: zone, amounts: amounts)
  }

  private var customerSections: [OrderText.Section] {
    let view = CustomerView(detail)
    return [
      OrderText.Section(title: "Status", lines: view.lines(zone)),
      OrderText.Section(title: "Items", lines: OrderText.items(detail, amounts)),
      OrderText.Section(
        title: "Refunds",
        lines: view.refunds.map { "\($0.amount.display(amounts))  \(view.words(of: $0))" }
      ),
      OrderText.Section(title: "Returns", lines: view.returnLines),
      OrderText.Section(
        title: "E-mails",
        lines: view.emails.map { email in
          let lead = "\(OrderText.time(email.at, zone))  "
          let text = "\(email.text.subject)\n\n\(email.text.body)"
          return lead + OrderText.indented(text, by: lead.count)
        }
      ),
    ]
  }

  private func line(_ message: ChatMessage) -> String {
    guard audience == .customer else { return ChatText.line(message, zone) }
    let who = message.role == .customer ? "you" : "shop"
    let lead = "\(OrderText.time(message.sentAt, zone))  \(who): "
    return lead + OrderText.indented(message.body, by: lead.count)
  }

  /// A fence is longer than any run of its sign inside.
  private static func fenced(_ section: OrderText.Section) -> String {
    let text = section.lines.joined(separator: "\n")
    let fence = String(repeating: "~", count: max(3, longestRun(of: "~", in: text) + 1))
    return "\(fence)text\n\(text)\n\(fence)"
  }

  /// Blanks at both ends, which readers take away, keep a grave accent of the text from joining ours.
  private static func codeSpan(_ text: String) -> String {
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    return fence.count == 1 ? "`\(text)`" : "\(fence) \(text) \(fence)"
  }

  private static func longestRun(of sign: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == sign ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
