import Commerce
import Screen
import Widgets

extension Model {
  func paint(_ search: MessageSearch, on canvas: inout Canvas) -> Place? {
    var inside = searchFrame(of: search).paint(in: searchArea, on: &canvas)
    var line = inside.takeTop(1)
    let prompt = line.takeLeft(2)
    canvas.write(glyphs.prompt, at: prompt.origin, role: .accent)
    let field = TextField(placeholder: "words of a message", surface: .popup)
    let cursor = field.paint(search.buffer, in: line, on: &canvas)
    _ = inside.takeTop(1)
    guard let hits = search.hits, !hits.isEmpty else {
      canvas.write(state(of: search), at: inside.origin, role: .dim, width: inside.width)
      return cursor
    }
    let extent = ListWidget.Extent(total: hits.count)
    ListWidget(rowHeight: 2, extent: extent).paint(search.list, in: inside, on: &canvas) {
      row,
      place,
      canvas in
      paint(hits[row], words: search.buffer.text, in: place, on: &canvas)
    }
    return cursor
  }

  func searchFrame(of search: MessageSearch) -> DialogFrame {
    DialogFrame(
      title: search.orderID == nil ? "Search in all chats" : "Search in this chat",
      hints: hints(of: .search(search))
    )
  }

  private func state(of search: MessageSearch) -> String {
    if let failure = search.failure { return failure }
    if search.request != nil { return "Searching\(glyphs.ellipsis)" }
    guard search.hits != nil else { return "Type what was said." }
    return SearchText.hasWord(search.buffer.text)
      ? "No message has these words." : "Signs alone are not searched for; type a word or a number."
  }

  private func paint(
    _ hit: MessageHit,
    words: String,
    in place: Rect,
    on canvas: inout Canvas
  ) {
    var head = place.line(0)
    let age = self.age(of: hit.message.sentAt)
    let right = head.takeRight(8)
    canvas.writeRight(
      age,
      endingAt: Place(column: right.endColumn - 1, row: right.row),
      role: .time
    )
    let who = hit.message.role == .customer ? hit.customerName : hit.message.senderName
    let spans = [Span(hit.orderNumber, .bright), Span("  \(who)", .dim)]
    canvas.write(spans, at: head.origin, width: head.width)
    let body = place.line(1).inset(horizontal: 1)
    let parts = words.split(separator: " ").map(String.init)
    let text = excerpt(of: hit.message.body, around: parts, width: body.width)
    let matches = TextMatches.ranges(of: parts, in: text)
    canvas.write(Span.marking(text, matches, role: .text), at: body.origin, width: body.width)
  }

  /// The part of a long message in which the first of the words stands.
  private func excerpt(of body: String, around words: [String], width: Int) -> String {
    guard let first = TextMatches.ranges(of: words, in: body).first,
      first.upperBound > width
    else { return body }
    let lead = body.utf8.index(body.startIndex, offsetBy: first.lowerBound)
    let start = body[..<lead].index(lead, offsetBy: -min(20, width / 3), limitedBy: body.startIndex)
    return glyphs.ellipsis + body[(start ?? body.startIndex)...]
  }
}
