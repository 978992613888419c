import Commerce
import Screen
import Widgets

/// One piece of the detail pane; the pieces stand one below the other and scroll together.
enum DetailBlock: Equatable, Sendable {
  case blank
  /// A heading with a rule behind it.
  case heading(String)
  case line([Span])
  case tracker(ProgressTracker)
  case timeline(Timeline)
  case table(TableGrid)

  var height: Int {
    switch self {
    case .blank, .heading, .line: 1
    case .tracker: 2
    case .timeline(let timeline): timeline.rows.count
    case .table(let table): table.rows.count + 1
    }
  }

  func paint(in area: Rect, on canvas: inout Canvas) {
    switch self {
    case .blank: break
    case .heading(let title): canvas.write(title, at: area.origin, role: .title, width: area.width)
    case .line(let spans): canvas.write(spans, at: area.origin, width: area.width)
    case .tracker(let tracker): tracker.paint(in: area, on: &canvas)
    case .timeline(let timeline): timeline.paint(in: area, on: &canvas)
    case .table(let table): table.paint(in: area, on: &canvas)
    }
  }
}

/// All that the detail pane says of an order, as blocks for one width.
struct DetailBlocks {
  let order: OrderDetail
  /// The moment that `order` was set back to; nil for the order as it is.
  var past: OrderPast? = nil
  let now: Instant
  let zone: LocalZone
  let glyphs: GlyphSet
  let settings: ConsoleSettings
  let width: Int
  /// What to say beside its contact data.
  var contactNote: String? = nil
  /// Who else is at the order, where the title has no line for it.
  var presence = ""

  var all: [DetailBlock] {
    let sections = [
      pastNote, presence.isEmpty ? [] : [.line([Span(presence, .accent)])], [.tracker(tracker)],
      warnings, links, handling, timeline, items, customer, shipment,
      payment,
      refunds, returns, notes,
    ]
    return Array(sections.filter { !$0.isEmpty }.joined(separator: [.blank]))
  }

  // MARK: What needs eyes first

  private var warnings: [DetailBlock] {
    var lines: [String] = []
    if order.totalDiffers { lines.append("the stated total is not that of the items") }
    if let word = order.unknownStatusWord { lines.append("unknown status at the source: \(word)") }
    if let word = order.unknownPaymentWord {
      lines.append("unknown payment at the source: \(word)")
    }
    for conflict in order.conflicts {
      lines.append("conflict: \(conflict.words) since \(timeText(conflict.seenAt))")
    }
    return lines.flatMap { text in
      wrapped(text, role: .warning, lead: "\(glyphs.warningSign) ", leadRole: .warning)
    }
  }

  // MARK: The rest, as labelled lines

  private var customer: [DetailBlock] {
    let history = order.customer
    let spend = history.netSpend.map(text(of:)).joined(separator: ", ")
    let count = CountText.of(history.orderCount, "order")
    let since = history.firstOrderAt.map {
      ", since \(zone.date(at: $0).dayMonthAndYear(settings.dates))"
    }
    return section(
      "Customer",
      [
        ("Name", order.summary.customerName), ("E-mail", order.customerEmail),
        ("Phone", order.customerPhone), ("Address", order.shippingAddress?.oneLine),
        ("Personal", contactNote), ("Orders", count + (since ?? "")),
        ("Net spend", spend.isEmpty ? nil : spend),
      ]
    )
  }

  private var payment: [DetailBlock] {
    section(
      "Payment",
      [
        ("Status", order.summary.payment.longWord), ("Method", order.paymentMethod),
        ("To settle", order.balance?.words(settings.moneyStyle)),
        ("Payment", order.paymentIntentID), ("Checkout", order.checkoutSessionID),
        ("Chat", order.chatSessionID),
      ]
    )
  }

  var refunds: [DetailBlock] {
    section(
      "Refunds",
      order.refunds.map { refund in
        (
          text(of: refund.amount),
          refund.isReported ? "reported by the source, in all" : refund.story
        )
      }
    )
  }

  /// What was sent in its place, and in whose place it was sent.
  private var links: [DetailBlock] {
    section(
      "Linked orders",
      order.links.map { ($0.relation == .replaces ? "Replaces" : "Replaced", $0.line) }
    )
  }

  var returns: [DetailBlock] {
    section(
      "Returns",
      order.returns.map { goods in
        let words = [goods.story, goods.nextWords].compactMap(\.self)
        return (goods.id.description, words.joined(separator: "; "))
      }
    )
  }

  /// What the customer asked for and what staff wrote to each other, told apart in words.
  private var notes: [DetailBlock] {
    var blocks: [DetailBlock] = []
    if let note = order.customerNotes, !note.isEmpty {
      blocks += wrapped(note, role: .customerNote, lead: "From the customer: ", leadRole: .dim)
    }
    for event in order.timeline where !event.isTakenBack {
      guard event.kind == .note || event.kind == .customerNote,
        let text = event.to ?? event.reason
      else { continue }
      let isInternal = event.kind == .note
      let whose = isInternal ? "Internal" : "To the customer"
      let lead = "\(whose), \(event.actor) \(timeText(event.at)): "
      let role: Role = isInternal ? .internalNote : .customerNote
      blocks += wrapped(text, role: role, lead: lead, leadRole: .dim)
    }
    return blocks.isEmpty ? [] : [.heading("Notes")] + blocks
  }

  func section(_ title: String, _ facts: [(String, String?)]) -> [DetailBlock] {
    let known = facts.filter { !($0.1 ?? "").isEmpty }
    guard !known.isEmpty else { return [] }
    let labelWidth = 11
    return [.heading(title)]
      + known.flatMap { label, value in
        let lead = label + String(repeating: " ", count: max(1, labelWidth - label.count))
        return wrapped(value ?? "", role: .text, lead: lead, leadRole: .dim)
      }
  }

  /// A text over as many lines as it needs, the lead before the first and blanks before the others.
  func wrapped(
    _ text: String,
    role: Role,
    lead: String,
    leadRole: Role
  ) -> [DetailBlock] {
    let indent = min(SafeText.width(of: lead, glyphs: glyphs), max(0, width / 2))
    let lines = TextWrap.lines(of: text, width: width - indent, glyphs: glyphs)
    return lines.enumerated().map { index, line in
      let head =
        index == 0
        ? SafeText.fitted(lead, to: indent, glyphs: glyphs) : String(repeating: " ", count: indent)
      return .line([Span(head, leadRole), Span(text.bytes(line.range), role)])
    }
  }

  /// A calendar date of the source as people read it, or as it stands when it is none.
  func dayText(_ text: String) -> String {
    CivilDate(iso8601: text).map {
      DayLabel($0, today: zone.date(at: now), dates: settings.dates).text
    } ?? text
  }

  func text(of amount: Money) -> String { amount.display(settings.moneyStyle) }

  func timeText(_ instant: Instant) -> String {
    let date = zone.date(at: instant)
    let today = zone.date(at: now)
    if date == today { return zone.clock(at: instant) }
    if date.year == today.year {
      let day = date.dayAndMonth(settings.dates)
      return width < 48 ? day : "\(day) \(zone.clock(at: instant))"
    }
    return date.dayMonthAndYear(settings.dates)
  }
}
