import Commerce

/// The one table of keys: dispatch, footer, help, palette, `orderdeck keys` and the README read it.
package enum KeyBindings {
  package static let all: [KeyBinding] =
    moves + finding + marks + acts + sales + past + money + chat + sync + overlays + console

  package static func binding(of command: Command) -> KeyBinding? { byCommand[command] }

  private static let byCommand = Dictionary(
    all.map { ($0.command, $0) },
    uniquingKeysWith: { first, _ in first }
  )

  private static let panes: [KeyContext] = [.list, .detail, .chat]
  private static let scrolling: [KeyContext] = [.list, .detail, .chat, .sync, .page]

  private static let moves = [
    KeyBinding(.down, ["j", "Down"], in: scrolling, .move("down", "Go down one row or line")),
    KeyBinding(.up, ["k", "Up"], in: scrolling, .move("up", "Go up one row or line")),
    KeyBinding(.top, ["g", "Home"], in: scrolling, .move("top", "Go to the first row")),
    KeyBinding(.bottom, ["G", "End"], in: scrolling, .move("end", "Go to the last row")),
    KeyBinding(.pageDown, ["PgDn", "Ctrl-f"], in: scrolling, .move("page", "Go down one page")),
    KeyBinding(.pageUp, ["PgUp", "Ctrl-b"], in: scrolling, .move("page", "Go up one page")),
    KeyBinding(.halfPageDown, ["Ctrl-d"], in: scrolling, .move("half", "Go down half a page")),
    KeyBinding(.halfPageUp, ["Ctrl-u"], in: scrolling, .move("half", "Go up half a page")),
    KeyBinding(
      .open,
      ["Enter"],
      in: [.list, .detail, .chat, .sync],
      .move("open", "Go in: order, chat, reply")
    ),
    KeyBinding(
      .back,
      ["Esc"],
      in: [.anywhere],
      .move("back", "Go back, drop marks, drop the filter")
    ),
    KeyBinding(
      .nextPane,
      ["Tab"],
      in: panes + [.composer],
      .move("pane", "Go to the next pane")
    ),
    KeyBinding(
      .previousPane,
      ["Shift-Tab"],
      in: panes + [.composer],
      .move("pane", "Go to the pane before")
    ),
    KeyBinding(.zoom, ["z"], in: panes, .act("zoom", "Zoom this pane, or all panes again")),
  ]

  private static let finding =
    [
      KeyBinding(
        .filter,
        ["/"],
        in: [.list, .page],
        .act("filter", "Filter as you type: orders, or help")
      ),
      KeyBinding(
        .nextMatch,
        ["n"],
        in: [.list, .chat],
        .move("next", "Go to the next match"),
        needs: [.matches]
      ),
      KeyBinding(
        .previousMatch,
        ["N"],
        in: [.list, .chat],
        .move("previous", "Go to the match before"),
        needs: [.matches]
      ),
      KeyBinding(.nextChip, ["Right", "]"], in: [.list], .move("status", "Show the next status")),
      KeyBinding(
        .previousChip,
        ["Left", "["],
        in: [.list],
        .move("status", "Show the status before")
      ),
      KeyBinding(
        .jump,
        ["J"],
        in: [.list, .detail, .chat],
        .act("jump", "Go to an order by its number")
      ),
      KeyBinding(
        .triage,
        ["D"],
        in: panes,
        .act("triage", "Go through what is due; in it: done, next")
      ),
      KeyBinding(
        .triageSkip,
        [">"],
        in: panes,
        .act("skip", "In a triage run: leave it for later")
      ),
      KeyBinding(
        .viewList,
        ["*"],
        in: panes,
        .act("views", "Views with counts; save and delete them")
      ),
      KeyBinding(.sort, ["o"], in: [.list], .act("sort", "Sort by something else")),
    ] + views

  private static let views = [
    view(.viewAll, "1", "all orders"),
    view(.viewMine, "2", "open orders that are yours"),
    view(.viewUnassigned, "3", "orders that nobody has"),
    view(.viewWaiting, "4", "customers that wait for an answer"),
    view(.viewUnpaid, "5", "orders that are not paid"),
    view(.viewToShip, "6", "paid orders to ship"),
    view(.viewLate, "7", "late deliveries"),
    view(.viewConflicts, "8", "orders with a conflict"),
    view(.viewToday, "9", "orders of today"),
    view(.viewChat, nil, "orders from chat"),
    view(.viewStandard, nil, "orders from the storefront"),
    view(.viewUnread, nil, "orders with unread messages"),
    view(.viewFailedMessages, nil, "orders with a failing reply"),
  ]

  private static func view(_ command: Command, _ key: String?, _ what: String) -> KeyBinding {
    KeyBinding(command, key.map { [$0] } ?? [], in: [.anywhere], .act("view", "Show \(what)"))
  }

  private static let marks = [
    KeyBinding(
      .mark,
      ["Space"],
      in: [.list],
      .move("mark", "Mark the order and go on"),
      needs: [.order]
    ),
    KeyBinding(.markAll, ["V"], in: [.list], .act("mark all", "Mark every order of the list")),
    KeyBinding(
      .markRange,
      ["v"],
      in: [.list],
      .move("range", "Mark from the last mark to here"),
      needs: [.marks]
    ),
    KeyBinding(.clearMarks, [], in: [.list], .act("unmark", "Drop all marks"), needs: [.marks]),
  ]

  private static let acts = [
    KeyBinding(
      .reply,
      ["r"],
      in: panes,
      .act("reply", "Reply to the customer"),
      needs: [.order, .writing, .chat]
    ),
    KeyBinding(
      .nextStatus,
      ["s"],
      in: panes,
      .act("next status", "Set the next status"),
      needs: [.order, .writing, .nextStep]
    ),
    KeyBinding(
      .chooseStatus,
      ["S"],
      in: panes,
      .act("status", "Choose a status"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .ship,
      ["t"],
      in: panes,
      .act("ship", "Ship: carrier, tracking, what is in it"),
      needs: [.order, .writing, .move(to: .shipped)]
    ),
    KeyBinding(
      .markDelivered,
      ["d"],
      in: panes,
      .act("delivered", "Mark as delivered"),
      needs: [.order, .writing, .move(to: .delivered)]
    ),
    KeyBinding(
      .cancelOrder,
      ["x"],
      in: panes,
      .act("cancel", "Cancel the order, with a reason"),
      needs: [.order, .writing, .move(to: .cancelled)]
    ),
    KeyBinding(
      .stepBack,
      ["B"],
      in: panes,
      .act("step back", "Take the order one step back"),
      needs: [.order, .writing, .move(to: nil)]
    ),
    KeyBinding(
      .editOrder,
      ["e"],
      in: panes,
      .act("edit", "Edit address, items and note of the order"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .note,
      ["i"],
      in: panes,
      .act("note", "Write an internal note"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .customerNote,
      ["I"],
      in: panes,
      .act("customer note", "Write a note that the customer may see"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .email,
      ["m"],
      in: panes,
      .act("e-mail", "Write an e-mail to the customer"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .reveal,
      ["p"],
      in: panes,
      .act("personal data", "Show phone, e-mail, address; it is noted"),
      needs: [.order]
    ),
    KeyBinding(
      .assign,
      ["A"],
      in: panes,
      .act("assign", "Assign: to me, to nobody, to a colleague"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .tag,
      ["#"],
      in: panes,
      .act("tags", "Put tags on the order, or take them off"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .priority,
      ["!"],
      in: panes,
      .act("priority", "Choose a priority"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .snooze,
      ["Z"],
      in: panes,
      .act("snooze", "Put the order off until later"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .markUnread,
      ["M"],
      in: panes,
      .act("unread", "Mark the chat as unread, or as read"),
      needs: [.order, .writing]
    ),
    KeyBinding(
      .copyNumber,
      ["y"],
      in: panes,
      .act("copy", "Copy the order number"),
      needs: [.order]
    ),
    KeyBinding(
      .customer,
      ["c"],
      in: panes,
      .act("customer", "Show all orders of this customer"),
      needs: [.order]
    ),
    KeyBinding(
      .caseFile,
      ["E"],
      in: panes,
      .act("case file", "Write its case file: facts, past and chat"),
      needs: [.order]
    ),
    KeyBinding(
      .undo,
      ["u", "Alt-u"],
      in: [.anywhere, .composer],
      .act("undo", "Take back the last act"),
      needs: [.writing]
    ),
    KeyBinding(
      .redo,
      ["U"],
      in: [.anywhere],
      .act("redo", "Do again what was taken back"),
      needs: [.writing]
    ),
  ]
}
