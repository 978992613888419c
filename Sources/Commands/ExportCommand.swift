import Commerce
import Host
import JSON
import Reports
import Settings
import Store

enum ExportCommand {
  static let export = Command(
    "order export",
    "Write an order's case file: facts, items, refunds, timeline, chat",
    arguments: [Argument("NUMBER", "the order's number")],
    options: [
      Option("for-customer", "leave out all that is internal, so that it can be sent"),
      Option(
        "output",
        value: "FILE",
        "write there, replacing what is there; else to standard output",
        completes: .files
      ),
    ],
    notes: [
      "Markdown, or with --json one JSON value. Foreign text stands in it as text, never as markup.",
      "For agents its phone, e-mail and address are cut. The file is private (0600). Without --for-customer it holds notes, names and reasons of staff.",
    ],
    examples: [
      "orderdeck order export CHT001234 > case.md",
      "orderdeck order export CHT001234 --for-customer --output for-ana.md",
    ]
  ) { invocation, session in
    let id = try session.shownOrderID(try invocation.required("NUMBER"))
    guard let found = try session.store().orderWithChat(id, for: session.reader()) else {
      throw Refusal(.notFound, orderID: id, sentence: "the order has just gone")
    }
    let file = CaseFile(
      found.order,
      messages: found.messages,
      for: invocation.has("for-customer") ? .customer : .staff,
      writtenAt: session.now,
      zone: try session.context().zone,
      amounts: try session.configuration().currencyDisplay
    )
    let text = session.isJSON ? file.json.text() + "\n" : file.markdown
    guard let path = invocation.value("output") else {
      try session.world.streams.write(text, to: .output)
      return .done
    }
    try SmallFile.write(Array(text.utf8), to: session.absolute(path))
    try session.talk("\(found.order.summary.number): case file written to \(path)")
    return .done
  }
}
