import Commerce
import Screen
import Widgets

/// Going to an order by its number, or by the end of it.
struct JumpForm: Equatable, Sendable {
  var field = EditBuffer()
  var request: RequestID?
  /// Why nobody was gone to; one sentence.
  var problem = ""

  /// As many as a choice shows; one more says that there are more.
  static let most = ChoiceForm.mostRows
}

extension Model {
  mutating func openJump() -> [Effect] {
    overlay = .jump(JumpForm())
    return []
  }

  mutating func editJump(_ key: Key) -> [Effect] { changeJump { _ = $0.edit(key) } }

  mutating func pasteIntoJump(_ text: String) -> [Effect] { changeJump { $0.insert(text) } }

  private mutating func changeJump(_ change: (inout EditBuffer) -> Void) -> [Effect] {
    guard case .jump(var form) = overlay else { return [] }
    change(&form.field)
    form.problem = ""
    overlay = .jump(form)
    return []
  }

  mutating func acceptJump() -> [Effect] {
    guard case .jump(var form) = overlay, form.request == nil else { return [] }
    let number = form.field.text.split(whereSeparator: \.isWhitespace).joined()
    guard !number.isEmpty else {
      form.problem = "type a number, or its last three digits or more"
      overlay = .jump(form)
      return []
    }
    let request = nextRequest()
    form.request = request
    overlay = .jump(form)
    return [.findOrders(number, limit: JumpForm.most + 1, request)]
  }

  /// From the palette, where a number was typed.
  mutating func jump(to number: String) -> [Effect] {
    var form = JumpForm()
    form.field.replace(with: number)
    overlay = .jump(form)
    return acceptJump()
  }

  /// One order is gone to; of several the person chooses.
  mutating func ordersFound(_ request: RequestID, _ found: [OrderSummary]) -> [Effect] {
    guard case .jump(var form) = overlay, form.request == request else { return [] }
    form.request = nil
    switch found.count {
    case 0:
      let number = form.field.text
      form.problem =
        number.count < 3 ? "type three digits or more" : "no order has the number \(number)"
      overlay = .jump(form)
      return []
    case 1: return go(to: found[0])
    default:
      if found.count > JumpForm.most {
        say("The newest \(JumpForm.most) numbers that end so; type more digits for the others")
      }
      let choices = found.prefix(JumpForm.most).map { ChoiceForm.Choice.order($0) }
      overlay = .choice(ChoiceForm(.jump, of: .orders([]), among: choices))
      return []
    }
  }

  /// In the list as it stands where it is loaded there, else in the list of all.
  mutating func go(to order: OrderSummary) -> [Effect] {
    overlay = nil
    let isHere = orders.window.index(of: order.id) != nil && orders.shown == orders.listing
    let hadFilter = !orders.filter.isEmpty || orders.view != .all
    let effects = goTo(order.id, focusing: .list)
    if !isHere, hadFilter {
      say("\(order.number) is found in all orders: filter and view are left")
    }
    return effects
  }

  func jumpFields(of form: JumpForm) -> FormFields {
    FormFields([FormFields.Field("Number", buffer: form.field, problem: form.problem)])
  }

  var jumpLines: [String] { pageLines(["The whole number, or its last three digits or more."]) }

  func paint(_ form: JumpForm, on canvas: inout Canvas) -> Place? {
    let frame = DialogFrame(title: "Go to an order", hints: hints(of: .jump(form)))
    var inside = frame.paint(in: area(of: .jump(form)), on: &canvas)
    for line in jumpLines {
      let place = inside.takeTop(1)
      canvas.write(line, at: place.origin, role: .dim, width: place.width)
    }
    return jumpFields(of: form).paint(in: inside, on: &canvas)
  }
}
