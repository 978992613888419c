import Commerce
import Console
import Screen

/// The console with a made-up shop behind it: keys go in, the screen comes out.
struct Stage {
  var shop: SampleShop
  private(set) var model: Model
  /// Everything that was asked of the world, in order.
  private(set) var effects: [Effect] = []
  /// Answers wait until `deliver` while it is false.
  var answersAtOnce = true
  private var waiting: [Message] = []

  init(
    _ shop: SampleShop = SampleShop(),
    width: Int = 150,
    height: Int = 34,
    role: StaffRole = .ops,
    adjust: (inout ConsoleStart) -> Void = { _ in }
  ) {
    self.shop = shop
    var start = ConsoleStart(
      now: SampleShop.now,
      zone: .utc,
      size: ScreenSize(width: width, height: height),
      staff: Staff(id: StaffID("maya"), name: "maya", role: role),
      shop: Shop(name: "La Bella Italia", businessType: "ecommerce")
    )
    start.themes = ["dark", "light", "terminal"]
    start.theme = "dark"
    adjust(&start)
    model = Model(start)
    tell(.launched)
  }

  mutating func tell(_ message: Message) {
    var messages = [message]
    while !messages.isEmpty {
      let asked = model.update(messages.removeFirst())
      effects += asked
      let answers = asked.compactMap { shop.answer($0) }
      if answersAtOnce { messages += answers } else { waiting += answers }
    }
  }

  /// Gives the answers that were kept back.
  mutating func deliver() {
    answersAtOnce = true
    let messages = waiting
    waiting = []
    for message in messages { tell(message) }
  }

  /// Presses keys by their names: `press("j", "Enter", "Ctrl-d")`.
  mutating func press(_ names: String...) {
    for name in names {
      guard let key = KeyName.key(name) else { preconditionFailure("no key is called \(name)") }
      tell(.input(.key(key)))
    }
  }

  /// By the palette, since only some views have a key.
  mutating func show(_ view: OrderView) {
    press(":")
    type("view-\(view.rawValue)")
    press("Enter")
  }

  mutating func type(_ text: String) {
    for character in text { tell(.input(.key(Key(.character(character))))) }
  }

  mutating func wait(seconds: Int64) {
    for _ in 0..<seconds { tell(.tick(model.now.advanced(byMilliseconds: 1_000))) }
  }

  mutating func resize(_ width: Int, _ height: Int) {
    tell(.input(.resized(width: width, height: height)))
  }

  mutating func click(_ column: Int, _ row: Int) {
    tell(.input(.mouse(MouseEvent(.press, column: column, row: row))))
  }

  /// Forgets what was asked so far.
  mutating func forgetEffects() { effects = [] }

  /// The screen as text, trailing blanks cut.
  var screen: String {
    let frame = model.frame()
    return frame.canvas.plainText.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        var line = line
        while line.last == " " { line.removeLast() }
        return String(line)
      }
      .joined(separator: "\n")
  }

  func shows(_ text: String) -> Bool { screen.contains(text) }

  /// The number of the selected order, as the position in the shop.
  var selection: OrderID? { model.viewState.selection }
}
