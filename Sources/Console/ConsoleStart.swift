package import Commerce
package import Screen

/// Everything that the console is told when it begins.
package struct ConsoleStart: Equatable, Sendable {
  package var now: Instant
  package var zone: LocalZone
  package var size: ScreenSize
  package var staff: Staff
  package var shop: Shop
  package var isDemo = false
  package var isReadOnly = false
  package var hasTransport = true
  /// Texts for e-mails to choose from.
  package var emailTemplates = EmailTemplates()
  package var settings = ConsoleSettings()
  /// Keys given to commands in the configuration, in its order.
  package var keyChoices: [KeyChoice] = []
  package var themes: [String] = []
  package var theme = ""
  package var glyphs = GlyphSet.unicode
  package var viewState = ViewState()
  /// The words that call this program for this store and person: `["orderdeck", "--db", "/a.db"]`.
  package var program = ["orderdeck"]

  package init(now: Instant, zone: LocalZone, size: ScreenSize, staff: Staff, shop: Shop) {
    self.now = now
    self.zone = zone
    self.size = size
    self.staff = staff
    self.shop = shop
  }
}

package struct ScreenSize: Equatable, Sendable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

package struct Shop: Equatable, Sendable {
  /// Empty when the configuration names none.
  package var name: String
  package var businessType: String

  package init(name: String, businessType: String) {
    self.name = name
    self.businessType = businessType
  }
}

/// The settings that the console itself obeys.
package struct ConsoleSettings: Equatable, Sendable {
  package var density = Density.comfortable
  /// Enter sends and Alt-Enter begins a line; false swaps the two.
  package var enterSends = true
  package var markRead = MarkRead.dwell
  /// How long what leaves the house waits for undo.
  package var undoSeconds = 10
  /// How an amount names its currency.
  package var moneyStyle = MoneyStyle.symbol
  package var dates = DateOrder.dayMonth
  /// Ring when a customer writes.
  package var ringsBell = false

  package init() {}

  /// Lines of one order in the list.
  package enum Density: String, CaseIterable, Sendable {
    case comfortable, compact
  }

  /// When a chat counts as read; never by passing over it.
  package enum MarkRead: String, CaseIterable, Sendable {
    /// After it had the focus for a moment.
    case dwell
    /// When it is answered.
    case reply
    /// Only by its key.
    case manual
  }
}

/// How the console looked when it was left, kept across runs.
package struct ViewState: Equatable, Sendable {
  package var screen = ScreenName.orders
  package var view = OrderView.all
  /// The filter as it was typed; the chips write into it too.
  package var filter = ""
  package var sort = OrderSort.newest
  /// Nil takes the setting.
  package var density: ConsoleSettings.Density?
  package var selection: OrderID?
  package var focus = Focus.list
  /// Nil takes the setting.
  package var theme: String?

  package init() {}
}

package enum ScreenName: String, CaseIterable, Sendable {
  case orders, sync
}

/// The pane that the keys go to.
package enum Focus: String, CaseIterable, Sendable {
  case list, detail, chat, composer
}
