import Commands
import JSON
import SQLiteKit
import TestSupport
import Testing

/// What an agent's commands print of an order that is not theirs.
@Suite struct `Contact data on the command line` {
  private static let raw = ["maria@example.com", "2345642", "Via Roma", "Rua Nova", "00184"]

  private let counter: Counter

  init() throws {
    counter = try Counter.withShop(orders: 4)
    try counter.run(
      """
      UPDATE orders SET customer_email = 'maria@example.com', customer_phone = '+49 151 2345642',
        shipping_address = '{"street":"Via Roma 12","city":"Roma","postal_code":"00184","country":"IT"}',
        status = 'confirmed'
      WHERE order_number = 'CHT000002'
      """
    )
    _ = try counter.call("order", "edit", "CHT000002", "--street", "Rua Nova 5")
    _ = try counter.call("order", "email", "CHT000002", "--template", "confirmed")
    counter.user = "cleo"
  }

  /// What each command is given beside the number, where that is not all it needs.
  private static let words: [String: [[String]]] = [
    "order status": [["--to", "processing"]], "order edit": [["--city", "Milano"]],
    "order note": [["words"]], "order tag": [["--add", "vip"]],
    "order priority": [["--to", "high"]], "order assign": [["--to", "none"]],
    "order show": [[], ["--at", "2027-01-01 00:00"]],
    "order export": [[], ["--for-customer"]], "chat send": [["words"]],
    "order email": [["--template", "confirmed"]], "sync settle": [["--keep", "ours"], []],
    "refund request": [["--amount", "1.00", "--reason", "damaged"]],
    "sync status": [[], ["--discarded"]],
  ]
  private static let withoutNumber = [
    "order list", "chat list", "sync status", "sync verify", "outbox list", "outbox deliver",
    "staff list", "audit list", "audit export", "audit verify", "undo", "redo", "refund list",
    "email templates", "doctor", "sync repair", "sync retry", "keys", "theme list",
  ]
  /// They are about something else than orders, or need a terminal.
  private static let passedOver: Set = [
    "", "demo", "backup", "completion", "config check", "config path", "config show",
  ]

  @Test func `every command cuts it for an agent whose order it is not`() throws {
    for command in CommandTable.all where !Self.passedOver.contains(command.name) {
      let subject = Self.withoutNumber.contains(command.name) ? [] : ["CHT000002"]
      for rest in Self.words[command.name] ?? [[]] {
        for form in [[], ["--json"]] {
          let answer = try counter.call(command.path + subject + rest + form)
          let said = answer.output + answer.errorOutput
          for text in Self.raw {
            // What the person has typed is theirs.
            #expect(!said.contains(text), "\(command.name) \(rest) \(form): \(said)")
          }
        }
      }
    }
  }

  @Test func `an agent sees it with --reveal once the order is theirs`() throws {
    let refused = try counter.call("order", "show", "CHT000002", "--reveal")
    #expect(refused.status == 1)
    #expect(refused.errorOutput.contains("take it first"))
    _ = try counter.call("order", "claim", "CHT000002")
    #expect(try counter.call("order", "show", "CHT000002").output.contains("m…@example.com"))
    let shown = try counter.call("order", "show", "CHT000002", "--reveal")
    #expect(shown.output.contains("maria@example.com"))
    #expect(shown.output.contains("Rua Nova 5"))
    counter.user = "mara"
    let audit = try counter.call("audit", "list", "--action", "see_contact")
    #expect(audit.output.contains("cleo"))
    #expect(try counter.call("order", "show", "CHT000002").output.contains("maria@example.com"))
  }

  @Test(arguments: ["maria@example.com", "+49 151 2345642"])
  func `a caller is found by a whole address or number`(text: String) throws {
    let answer = try counter.call("order", "list", "--query", "\"\(text)\"")
    #expect(answer.output.contains("CHT000002"), "\(answer.errorOutput)")
  }
}
