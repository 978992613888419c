import Commerce
import Widgets

/// What lies over the panes and has the keys.
enum Overlay: Equatable, Sendable {
  case help(HelpPage)
  case palette(CommandPalette)
  case themes(ThemeChooser)
  case status(StatusForm)
  case move(MoveForm)
  case edit(EditForm)
  case email(EmailForm)
  case sale(SaleForm)
  case note(NoteForm)
  case choice(ChoiceForm)
  case tags(TagForm)
  case snooze(SnoozeForm)
  case jump(JumpForm)
  case settle(SettleForm)
  case reason(ReasonForm)
  case money(MoneyForm)
  case search(MessageSearch)
  case page(TextPage)
  case repair(RepairQuestion)
  case steps(NextSteps)
  case commandLog(CommandLogPage)
  case count(CountQuestion)
  case customer(CustomerPane)
  case views(ViewChooser)
  case view(ViewForm)
  case quit

  var contexts: [KeyContext] {
    switch self {
    case .help(let page): page.isTyping ? [.field] : [.page]
    case .themes, .choice, .status, .settle, .page, .repair, .steps, .commandLog, .customer, .views,
      .quit:
      [.page]
    case .palette, .search: [.field]
    case .move, .edit, .email, .sale, .note, .tags, .snooze, .jump, .reason, .money, .count, .view:
      [.form]
    }
  }
}

/// Lines to read, such as what was refused and why.
struct TextPage: Equatable, Sendable {
  var title: String
  var lines: [String]
  var scroll = Scroll()

  init(title: String, lines: [String]) {
    self.title = title
    self.lines = lines
  }

  init(refusals receipt: Receipt) {
    title = receipt.summary
    lines = receipt.refused.map(\.namedSentence)
  }
}
