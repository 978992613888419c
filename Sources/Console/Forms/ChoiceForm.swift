import Commerce
import Screen
import Widgets

/// Choosing one of a few: who takes care of orders, how urgent they are, whom a file is for.
struct ChoiceForm: Equatable, Sendable {
  enum Subject: Equatable, Sendable {
    case assignee, priority, snooze, jump, approval, cancellation, retrial, caseFile, goodsReturn
    case linkedOrder, email, heldEmail

    var title: String {
      switch self {
      case .assignee: "Assign"
      case .priority: "Priority of"
      case .snooze: "Snooze"
      case .jump: "Several numbers end so"
      case .approval: "Approve a refund of"
      case .cancellation: "Cancel a refund of"
      case .retrial: "Send again a refund of"
      case .caseFile: "Case file of"
      case .goodsReturn: "Return of"
      case .email: "E-mail to"
      case .heldEmail: "The e-mail that has not left to"
      case .linkedOrder: "Orders linked to"
      }
    }
  }

  enum Choice: Equatable, Sendable {
    case me, nobody
    case person(Staff)
    case priority(Priority)
    case snooze(SnoozeEnd, name: String)
    /// Asks for another time; ends the snooze that there is.
    case snoozeTime, wake
    case order(OrderSummary)
    case refund(Refund)
    case audience(CaseFileAudience)
    /// A step of a return.
    case goods(OrderReturn, ReturnState)
    case refundOfGoods(OrderReturn)
    case furtherReturn
    case template(EmailTemplate)
    case blankEmail, emailDraft, newEmail
    case retryEmail(SentEmail), cancelEmail(SentEmail)
    case linked(LinkedOrder)

    var name: String {
      switch self {
      case .me: "me"
      case .nobody: "nobody"
      case .person(let staff): staff.name
      case .priority(let priority): priority.rawValue
      case .snooze(_, let name): name
      case .snoozeTime: "another time"
      case .order(let order): order.number
      case .wake: "not any longer"
      case .refund(let refund): refund.amount.display()
      case .audience(.staff): "colleagues"
      case .audience(.customer): "the customer"
      case .goods(let goods, .inTransit): "\(goods.id) is on its way"
      case .goods(let goods, let state): "\(state.verb) \(goods.id)"
      case .refundOfGoods(let goods): "refund \(goods.id)"
      case .furtherReturn: "another return"
      case .template(let template): template.name
      case .blankEmail: "blank"
      case .emailDraft: "your draft"
      case .newEmail: "another e-mail"
      case .retryEmail: "send it again"
      case .cancelEmail: "take it back"
      case .linked(let order): order.number
      }
    }
  }

  let subject: Subject
  let targets: ActTargets
  private(set) var choices: [Choice]
  var list = ListState()
  /// The question for more of them.
  var request: RequestID?

  static let mostRows = 12

  init(_ subject: Subject, of targets: ActTargets, among choices: [Choice]) {
    self.subject = subject
    self.targets = targets
    self.choices = choices
    list.resize(visibleRows: min(Self.mostRows, choices.count))
    list.setCount(choices.count)
  }

  mutating func add(_ more: [Choice]) {
    choices += more
    list.resize(visibleRows: min(Self.mostRows, choices.count))
    list.setCount(choices.count)
  }

  mutating func select(_ choice: Choice) {
    if let row = choices.firstIndex(of: choice) { list.select(row) }
  }

  var chosen: Choice? { list.selected.map { choices[$0] } }

  var soleOrder: OrderSummary? { targets.soleOrder }

  var title: String {
    subject == .jump ? subject.title : "\(subject.title) \(targets.subject)"
  }

  /// True for what the one order has already.
  func isNow(_ choice: Choice, of staff: StaffID) -> Bool {
    guard let order = soleOrder else { return false }
    return switch choice {
    case .me: order.assignment?.staff == staff
    case .nobody: order.assignment == nil
    case .person(let person): order.assignment?.staff == person.id
    case .priority(let priority): order.priority == priority
    case .snooze, .snoozeTime, .wake, .order, .refund, .audience, .goods, .refundOfGoods,
      .furtherReturn, .template, .blankEmail, .emailDraft, .newEmail, .retryEmail, .cancelEmail,
      .linked:
      false
    }
  }
}

extension ActTargets {
  /// The order, when it is exactly one.
  var soleOrder: OrderSummary? {
    guard case .orders(let orders) = self, orders.count == 1 else { return nil }
    return orders[0]
  }

  /// How many of several orders nobody has: these are what a claim takes.
  var freeCount: String? {
    guard case .orders(let orders) = self, orders.count > 1 else { return nil }
    return "\(orders.count { $0.assignment == nil }) of \(orders.count) are free"
  }

  /// As titles of forms name them.
  var subject: String {
    switch self {
    case .matching(_, let count): "all \(CountText.grouped(count)) orders found"
    case .orders(let orders):
      orders.count == 1 ? orders[0].number : CountText.of(orders.count, "marked order")
    }
  }
}

extension Model {
  mutating func moveInChoice(_ motion: Motion) -> [Effect] {
    guard case .choice(var form) = overlay else { return [] }
    form.list.take(motion)
    overlay = .choice(form)
    return []
  }

  func paint(_ form: ChoiceForm, on canvas: inout Canvas) {
    let frame = DialogFrame(
      title: form.title,
      hints: hints(of: .choice(form))
    )
    let inside = frame.paint(in: area(of: .choice(form)), on: &canvas)
    let widest = form.choices.map { SafeText.width(of: $0.name, glyphs: glyphs) }.max() ?? 0
    ListWidget().paint(form.list, in: inside, on: &canvas) { row, place, canvas in
      let choice = form.choices[row]
      var rest = place
      let name = rest.takeLeft(min(widest + 2, place.width / 2))
      canvas.write(choice.name, at: name.origin, role: .bright, width: name.width)
      let note = self.note(on: choice, of: form)
      canvas.write(note, at: rest.origin, role: .dim, width: rest.width)
    }
  }

  private func note(on choice: ChoiceForm.Choice, of form: ChoiceForm) -> String {
    var words: [String] = []
    if case .me = choice {
      words.append(staff.name)
      if let free = form.targets.freeCount { words.append(free) }
    }
    if case .person(let person) = choice { words.append(person.role.rawValue) }
    if case .snooze(let end, _) = choice {
      let time = end.time.map { zone.nearTime($0, now: now, dates: settings.dates) }
      words.append(time ?? "of the customer")
    }
    if case .order(let order) = choice {
      words += [order.customerName, age(of: order.createdAt)]
    }
    if case .snoozeTime = choice { words.append("you type it") }
    if case .refund(let refund) = choice { words.append(refund.story) }
    if case .audience(let audience) = choice {
      words.append(audience == .staff ? "with notes" : "nothing internal")
    }
    if case .goods(let goods, let state) = choice {
      words.append(refusal(of: goods, to: state) ?? goods.story)
    }
    if case .refundOfGoods(let goods) = choice { words.append(goods.contents) }
    if case .template(let template) = choice { words.append(template.text.subject) }
    if case .blankEmail = choice { words.append("your own words") }
    if case .emailDraft = choice { words.append("what you have begun") }
    if case .retryEmail(let email) = choice { words.append(email.story) }
    if case .cancelEmail(let email) = choice { words.append(email.text.subject) }
    if case .linked(let order) = choice {
      words += [order.relation.words, order.status.rawValue, order.reason]
    }
    if form.isNow(choice, of: staff.id) { words.append("current") }
    return words.joined(separator: ", ")
  }
}
