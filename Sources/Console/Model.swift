package import Commerce
package import Screen

/// The whole console as a value: what `update` changes and `frame` shows.
///
/// The runtime holds one in its loop, feeds it messages and carries out the effects it answers
/// with. It asks for nothing by itself: the clock comes in with `tick`.
package struct Model: Equatable, Sendable {
  package internal(set) var staff: Staff
  package let shop: Shop
  package let zone: LocalZone
  package let isDemo: Bool
  package let isReadOnly: Bool
  /// False when replies are only kept, for want of a way out.
  package let hasTransport: Bool
  package let glyphs: GlyphSet
  package let keys: KeyTable
  /// What is wrong with the keys of the configuration, to be told at start.
  package let keyProblems: [KeyProblem]
  let themes: [String]
  let emailTemplates: EmailTemplates

  package internal(set) var now: Instant
  package internal(set) var size: ScreenSize
  package internal(set) var settings: ConsoleSettings
  var theme: String
  /// The theme that was chosen here, in this run or an earlier one.
  var chosenTheme: String?
  var screen: ScreenName
  var focus: Focus
  /// The focused pane has the whole width.
  var isZoomed = false
  /// The pane right of the list where only one fits.
  var rightPane = Focus.detail

  var orders: OrdersState
  var detail = DetailState()
  var chat = ChatState()
  var composer = ComposerState()
  var formDrafts = FormDrafts()
  var sync = SyncState()
  /// Where everything stands, as of the last message.
  var panes = Panes()
  /// What lies over the panes and takes the keys.
  var overlay: Overlay?
  /// Tags that were typed and not put on.
  var tagDraft: TagForm?
  /// A click has just closed what lay over the panes.
  var ignoresNextDoublePress = false

  var notice: Notice?
  /// How the program is called for the store that is open.
  let program: [String]
  var commandLog = CommandLog()
  /// The list that the log named last.
  var loggedListing = OrderListing()
  /// Names of colleagues, as far as they were asked for.
  var staffNames: [StaffID: String] = [:]
  /// The run through what is due, while one is on.
  var triage: TriageRun?
  /// Who else is at a console.
  var colleagues: [StaffPresence] = []
  /// Where colleagues were told that this person is.
  var presence: PresencePlace?
  /// What `u` would take back now.
  var undoable: Undoable?
  var undoableRequest: RequestID?
  var outbox = OutboxCounts()
  /// Until when letters are taken for the words of a reply that was refused.
  var refusedWordsUntil: Instant?
  /// Acts that are not answered yet.
  var acts: [RequestID: PendingAct] = [:]
  var underWay: ActUnderWay?
  /// False when changes of others cannot be seen as they come.
  var isLive = true
  /// The order to select when the list is first there.
  var wantedSelection: OrderID?
  /// The search whose hits to show once the order it was found in is open.
  var wantedSearch: ChatSearch?
  private var requestCount = 0

  package init(_ start: ConsoleStart) {
    staff = start.staff
    shop = start.shop
    zone = start.zone
    isDemo = start.isDemo
    isReadOnly = start.isReadOnly
    hasTransport = start.hasTransport
    glyphs = start.glyphs
    (keys, keyProblems) = KeyTable.make(
      start.keyChoices,
      enterSends: start.settings.enterSends
    )
    themes = start.themes
    emailTemplates = start.emailTemplates
    now = start.now
    size = start.size
    settings = start.settings
    chosenTheme = start.viewState.theme
    theme = start.viewState.theme ?? start.theme
    screen = start.viewState.screen
    // A new day begins in the list; the other pane is the one that was looked at last.
    focus = .list
    orders = OrdersState(start.viewState, settings: start.settings)
    wantedSelection = start.viewState.selection
    program = start.program
    loggedListing = orders.listing
    if [.chat, .composer].contains(start.viewState.focus) { rightPane = .chat }
    panes = placedPanes()
  }

  /// How the console looks now, to be kept across runs.
  package var viewState: ViewState {
    var state = ViewState()
    state.screen = screen
    state.view = orders.view
    state.filter = orders.filterText
    state.sort = orders.sort
    state.density = orders.density == settings.density ? nil : orders.density
    state.selection = orders.selected?.id ?? wantedSelection
    state.focus = focus
    state.theme = chosenTheme
    return state
  }

  /// True while letters are words: in the reply, a field or a form.
  package var isTyping: Bool { contexts.contains(where: \.isTyping) }

  mutating func nextRequest() -> RequestID {
    requestCount += 1
    return RequestID(requestCount)
  }
}
