import JSON
import SQLiteKit
import TestSupport
import Testing

@Suite struct EmailCommandTests {
  private let counter: Counter

  init() throws {
    counter = try Counter.withShop(orders: 4)
    try counter.run(
      "UPDATE orders SET customer_email = 'maria@example.com' WHERE order_number = 'CHT000002'"
    )
    try counter.run("UPDATE orders SET customer_email = NULL WHERE order_number <> 'CHT000002'")
  }

  private func configure(_ text: String) throws {
    try counter.folder.write("undo_seconds = 0\n" + text, to: ".config/orderdeck/config.toml")
  }

  @Test func `an e-mail without a program is kept and that is said`() throws {
    let answer = try counter.call("order", "email", "CHT000002", "--template", "confirmed")
    #expect(answer.status == 0, "\(answer.errorOutput)")
    #expect(
      answer.output.contains("e-mail to CHT000002 is queued: Your order CHT000002 is confirmed")
    )
    #expect(answer.errorOutput.contains("kept: no e-mail program is set"))
    counter.advance(seconds: 11)
    let kept = try counter.call("outbox", "deliver")
    #expect(kept.output == "0 sent, 0 to be tried again, 0 parked, 1 kept\n")
    #expect(kept.errorOutput.contains("kept: no e-mail program is set"))
    let shown = try counter.call("order", "show", "CHT000002")
    #expect(shown.output.contains("(queued: kept: no e-mail program is set)"))
    #expect(shown.output.contains("\n    Dear "))
  }

  @Test func `a program without a sender keeps it too, and config check names that`() throws {
    try configure("[email]\ncommand = [\"/bin/true\"]\n")
    let answer = try counter.call("order", "email", "CHT000002", "--template", "confirmed")
    #expect(answer.errorOutput.contains("kept: no e-mail sender is set"))
    let check = try counter.call("config", "check")
    #expect(check.status == 1)
    #expect((check.output + check.errorOutput).contains("from: it must be set too"))
    try configure("[email]\nfrom = \"nobody\"\n")
    let wrong = try counter.call("config", "check")
    #expect((wrong.output + wrong.errorOutput).contains("\"from\" must be an address"))
  }

  @Test
  func `own words and standard input take the template's place, and an own template its name`()
    throws
  {
    try counter.folder.write(
      "Subject: Hello {customer}\n\nAbout {number}.\n",
      to: ".config/orderdeck/templates/hello.txt"
    )
    let list = try counter.call("email", "templates", "--json")
    #expect(try list.values().map { $0["name"]?.stringValue }.contains("hello"))
    let sent = try counter.call(
      ["order", "email", "CHT000002", "--template", "hello", "--body", "-", "--json"],
      input: "From a pipe, {number}\n"
    )
    #expect(sent.status == 0, "\(sent.errorOutput)")
    let body = try counter.text("SELECT payload ->> 'body' FROM outbox WHERE kind = 'email'")
    #expect(body == "From a pipe, CHT000002")
    let wrong = try counter.call("order", "email", "CHT000002", "--template", "helo")
    #expect(wrong.status == 2)
    #expect(wrong.errorOutput.contains("hello"))
    #expect(try counter.call("order", "email", "CHT000002", "--subject", "x").status == 2)
    try counter.folder.write("Dear\n", to: ".config/orderdeck/templates/broken.txt")
    let broken = try counter.call("email", "templates")
    #expect(broken.status == 1)
    #expect(broken.errorOutput.contains("broken.txt: its first line must be"))
  }

  @Test func `a placeholder with nothing to say refuses the e-mail by its name`() throws {
    let answer = try counter.call("order", "email", "CHT000002", "--template", "refund")
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("{refunded} would stay empty: nothing was paid back yet"))
    #expect(try counter.number("SELECT count(*) FROM outbox WHERE kind = 'email'") == 0)
  }

  @Test func `a query shows who lacks an address before anything is queued`() throws {
    counter.hasTerminal = true
    let words = ["order", "email", "--query", "source:chat", "--template", "confirmed"]
    let asked = try counter.call(words, input: "n\n")
    #expect(asked.status == 1)
    #expect(asked.errorOutput.contains("1 would change: CHT000002"))
    #expect(asked.errorOutput.contains("the customer's e-mail address is not known: CHT000004"))
    #expect(try counter.number("SELECT count(*) FROM outbox WHERE kind = 'email'") == 0)
    let done = try counter.call(words, input: "y\n")
    #expect(done.output.contains("1 e-mail is queued, 1 refused"))
    #expect(try counter.number("SELECT count(*) FROM outbox WHERE kind = 'email'") == 1)
  }

  @Test func `a failed one is listed, sent again by command, or taken back`() throws {
    try configure(
      "[email]\ncommand = [\"/bin/sh\", \"-c\", \"echo no mailbox >&2; exit 67\"]\nfrom = \"a@b.org\"\n"
    )
    _ = try counter.call("order", "email", "CHT000002", "--template", "confirmed")
    counter.advance(seconds: 1)
    let failed = try counter.call("outbox", "deliver")
    #expect(failed.output.contains("1 parked"))
    let list = try counter.call("outbox", "list")
    #expect(list.output.contains("parked"))
    #expect(list.output.contains("no mailbox"))
    #expect(list.errorOutput.contains("orderdeck email retry NUMBER"))
    #expect(try counter.call("email", "retry", "CHT000002").status == 0)
    #expect(try counter.call("email", "retry", "CHT000002").status == 1)
    let taken = try counter.call("email", "cancel", "CHT000002")
    #expect(taken.output.contains("e-mail to CHT000002 is taken back"))
    counter.advance(seconds: 60)
    #expect(try counter.call("outbox", "deliver").output.hasPrefix("0 sent"))
  }

  @Test func `the customer's case file has the e-mail that was sent, and no template`() throws {
    try configure("[email]\ncommand = [\"/bin/true\"]\nfrom = \"a@b.org\"\n")
    _ = try counter.call("order", "email", "CHT000002", "--template", "confirmed")
    let before = try counter.call("order", "export", "CHT000002", "--for-customer")
    #expect(!before.output.contains("E-mails"))
    counter.advance(seconds: 1)
    _ = try counter.call("outbox", "deliver")
    let after = try counter.call("order", "export", "CHT000002", "--for-customer")
    #expect(after.output.contains("## E-mails"))
    #expect(after.output.contains("Your order CHT000002 is confirmed"))
    #expect(!after.output.contains("maria@example.com"))
    let json = try counter.call("order", "export", "CHT000002", "--for-customer", "--json").value()
    #expect(json["order"]?["emails"]?.arrayValue?.count == 1)
    #expect(!json.text().contains("template"))
  }
}
