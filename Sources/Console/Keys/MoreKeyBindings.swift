import Commerce

extension KeyBindings {
  static let chat = [
    KeyBinding(
      .searchChat,
      ["/"],
      in: [.chat],
      .act("search", "Search in this chat"),
      needs: [.order]
    ),
    KeyBinding(
      .searchAllChats,
      ["F"],
      in: [.anywhere],
      .act("search chats", "Search in all chats")
    ),
    KeyBinding(
      .retryReply,
      ["f"],
      in: [.chat],
      .act("retry", "Send the failed reply again"),
      needs: [.order, .writing, .failedReply]
    ),
    KeyBinding(
      .cancelReply,
      ["b"],
      in: [.chat],
      .act("take back", "Take back the reply that has not left"),
      needs: [.order, .writing, .heldReply]
    ),
    KeyBinding(
      .tickWords,
      ["w"],
      in: [.chat],
      .act("words", "Ticks in words: sent, delivered, read")
    ),
    KeyBinding(.send, ["Enter"], in: [.composer], .move("send", "Send the reply")),
    KeyBinding(.newLine, ["Alt-Enter"], in: [.composer], .move("new line", "Begin a new line")),
    KeyBinding(
      .editor,
      ["Ctrl-x"],
      in: [.composer, .form],
      .move("editor", "Write on in your editor")
    ),
  ]

  static let sync = [
    KeyBinding(
      .runSync,
      ["r"],
      in: [.sync],
      .act("run", "Pull the source again"),
      needs: [.writing]
    ),
    KeyBinding(
      .verifySync,
      ["v"],
      in: [.sync],
      .act("verify", "Compare chat orders with orders")
    ),
    KeyBinding(
      .repair,
      ["p"],
      in: [.sync],
      .act("repair", "Repair this difference, after asking"),
      needs: [.writing, .permission(.repairFromSync), .repairable]
    ),
    KeyBinding(
      .repairAll,
      ["P"],
      in: [.sync],
      .act("repair all", "Repair all differences, after asking"),
      needs: [.writing, .permission(.repairFromSync)]
    ),
    KeyBinding(
      .retryRecord,
      ["t"],
      in: [.sync],
      .act("retry", "Take this record again"),
      needs: [.writing, .permission(.releaseQuarantine), .quarantined]
    ),
    KeyBinding(
      .retryAllRecords,
      ["T"],
      in: [.sync],
      .act("retry all", "Take all quarantined records again"),
      needs: [.writing, .permission(.releaseQuarantine)]
    ),
    KeyBinding(
      .discardRecord,
      ["d"],
      in: [.sync],
      .act("discard", "Count this record no more; it is kept"),
      needs: [.writing, .permission(.releaseQuarantine), .quarantined]
    ),
    KeyBinding(
      .settleConflict,
      ["K"],
      in: [.sync, .list, .detail, .chat],
      .act("settle", "Settle a conflict: ours, or the source's"),
      needs: [.writing, .permission(.settleConflict), .conflict]
    ),
  ]

  static let past = [
    KeyBinding(
      .earlier,
      ["["],
      in: [.detail],
      .act("earlier", "Show the order as it was one step before"),
      needs: [.order]
    ),
    KeyBinding(
      .later,
      ["]"],
      in: [.detail],
      .act("later", "Show the order as it was one step later"),
      needs: [.order]
    ),
    KeyBinding(
      .present,
      ["="],
      in: [.detail],
      .act("now", "Show the order as it is now"),
      needs: [.order]
    ),
  ]

  static let sales = [
    KeyBinding(
      .newOrder,
      ["+"],
      in: [.list, .detail, .chat],
      .act("new order", "Take an order by hand"),
      needs: [.writing, .permission(.placeOrder)]
    ),
    KeyBinding(
      .replaceOrder,
      ["P"],
      in: [.list, .detail, .chat],
      .act("replace", "Send goods of the order once more"),
      needs: [.order, .writing, .permission(.replaceOrder), .replaceable]
    ),
    KeyBinding(
      .openLinked,
      ["o"],
      in: [.detail],
      .act("linked", "Open the order that this one is linked to"),
      needs: [.order, .link]
    ),
  ]

  static let money = [
    KeyBinding(
      .refund,
      ["R"],
      in: [.list, .detail, .chat],
      .act("refund", "Ask for a refund of the order"),
      needs: [.order, .writing, .refundable]
    ),
    KeyBinding(
      .approveRefund,
      ["a"],
      in: [.detail],
      .act("approve", "Approve a refund of the order"),
      needs: [.order, .writing, .permission(.approveRefund), .requestedRefund]
    ),
    KeyBinding(
      .cancelRefund,
      ["X"],
      in: [.detail],
      .act("give up", "Cancel a refund that was not sent"),
      needs: [.order, .writing, .unsentRefund]
    ),
    KeyBinding(
      .retryRefund,
      ["O"],
      in: [.detail],
      .act("send again", "Send a refund again that had no room"),
      needs: [.order, .writing, .permission(.approveRefund), .parkedRefund]
    ),
    KeyBinding(
      .capturePayment,
      ["$"],
      in: [.detail],
      .act("paid", "Note cash or a payment that came"),
      needs: [.order, .writing, .permission(.capturePayment), .cashToCome]
    ),
    KeyBinding(
      .goodsReturn,
      ["W"],
      in: [.list, .detail, .chat],
      .act("return", "Take goods back: ask, approve, receive"),
      needs: [.order, .writing, .permission(.requestReturn), .returnable]
    ),
  ]

  static let overlays = [
    KeyBinding(.accept, ["Enter"], in: [.field, .form, .page], .move("take", "Take it")),
    KeyBinding(
      .cancel,
      ["Esc", "q"],
      in: [.composer, .field, .form, .page],
      .move("close", "Leave; what you typed stays as a draft")
    ),
    KeyBinding(
      .saveView,
      ["s"],
      in: [.page],
      .move("save", "In the views: save the list as it is"),
      needs: [.writing]
    ),
    KeyBinding(
      .changeView,
      ["e"],
      in: [.page],
      .move("change", "In the views: change name, key, sharing"),
      needs: [.writing]
    ),
    KeyBinding(
      .deleteView,
      ["x"],
      in: [.page],
      .move("delete", "In the views: delete one of yours"),
      needs: [.writing]
    ),
    KeyBinding(.complete, ["Tab"], in: [.field], .move("complete", "Complete the word")),
    KeyBinding(
      .nextField,
      ["Tab"],
      in: [.form],
      .move("next", "Go to the next field")
    ),
    KeyBinding(
      .previousField,
      ["Shift-Tab"],
      in: [.form],
      .move("previous", "Go to the field before")
    ),
  ]

  static let console = [
    KeyBinding(
      .palette,
      [":", "Ctrl-p"],
      in: [.anywhere, .composer],
      .move("commands", "Find any command by its name")
    ),
    KeyBinding(.help, ["?"], in: [.anywhere], .act("help", "Show all keys")),
    KeyBinding(
      .commandLog,
      ["L"],
      in: [.anywhere],
      .act("log", "Commands of your last keys, to copy")
    ),
    KeyBinding(.ordersScreen, ["F1"], in: [.anywhere], .act("orders", "Show the orders")),
    KeyBinding(.syncScreen, ["F2", "Y"], in: [.anywhere], .act("sync", "Show the sync screen")),
    KeyBinding(
      .density,
      ["-"],
      in: [.anywhere],
      .act("density", "One line for each order, or two")
    ),
    KeyBinding(.theme, ["C"], in: [.anywhere], .act("theme", "Choose a theme: the colours")),
    KeyBinding(
      .repaint,
      ["Ctrl-l"],
      in: KeyContext.allCases,
      .act("repaint", "Load and draw everything again")
    ),
    KeyBinding(
      .suspend,
      ["Ctrl-z"],
      in: KeyContext.allCases,
      .act("suspend", "Go to the shell; fg comes back")
    ),
    KeyBinding(.quit, ["q"], in: [.anywhere], .act("quit", "Leave orderdeck")),
  ]
}
