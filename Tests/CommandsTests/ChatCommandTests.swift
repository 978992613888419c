import Foundation
import JSON
import SQLiteKit
import TestSupport
import Testing

@Suite struct `Commands about chats` {
  private let counter: Counter

  init() throws { counter = try Counter.withShop() }

  @Test func `list shows who wrote and was not read`() throws {
    let answer = try counter.call("chat", "list")
    #expect(answer.status == 0)
    #expect(answer.lines.count == 7)
    #expect(answer.lines[0].hasPrefix("ORDER"))
    #expect(answer.lines[1].contains("Line 3 about order CHT000012"))
    let cut = try counter.call("chat", "list", "--limit", "2", "--json")
    #expect(cut.lines.count == 2)
    #expect(cut.errorOutput == "2 of 6 shown; --limit 0 shows all\n")
  }

  @Test func `show prints the chat, the oldest first`() throws {
    let answer = try counter.call("chat", "show", "CHT000002")
    #expect(answer.status == 0)
    #expect(answer.lines.count == 4)
    #expect(
      answer.lines[1].hasSuffix("customer \(SampleFeed.name(2)): Line 1 about order CHT000002")
    )
    #expect(answer.lines[3].contains("Line 3"))
    let values = try counter.call("chat", "show", "CHT000002", "--json").values()
    #expect(values.last?["sender"]?["role"]?.stringValue == "customer")
    #expect(values.last?["body"]?.stringValue == "Line 3 about order CHT000002")
    #expect(values.last?["unread"]?.boolValue == true)
  }

  @Test func `a cut chat says that there is more`() throws {
    let answer = try counter.call("chat", "show", "CHT000002", "--limit", "2")
    #expect(answer.lines.count == 2)
    #expect(answer.lines[1].contains("Line 3"))
    #expect(answer.errorOutput == "older messages not shown; --limit 0 shows all\n")
    let found = try counter.call("chat", "search", "about", "--limit", "2")
    #expect(found.lines.count == 2)
    #expect(found.errorOutput == "more than 2 match; --limit 0 shows all\n")
    let all = try counter.call("chat", "search", "about", "--limit", "0")
    #expect(all.lines.count == 18)
    #expect(all.errorOutput == "")
  }

  @Test func `a reply waits in the outbox, and without a transport stays there and says so`() throws
  {
    let sent = try counter.call("chat", "send", "CHT000002", "It is on its way")
    #expect(sent.status == 0)
    #expect(
      sent.errorOutput == "no transport is configured: the reply is kept in the outbox until "
        + "`[transport] command` is\n"
    )
    #expect(try counter.call("chat", "show", "CHT000002").output.contains("[queued]"))
    let early = try counter.call("outbox", "deliver")
    #expect(early.output == "0 sent, 0 to be tried again, 0 parked, 0 kept\n")
    counter.advance(seconds: 11)
    let late = try counter.call("outbox", "deliver")
    #expect(late.status == 0)
    #expect(late.output == "0 sent, 0 to be tried again, 0 parked, 1 kept\n")
    #expect(late.errorOutput == "no transport: kept in the outbox\n")
    let again = try counter.call("outbox", "deliver")
    #expect(again.output == late.output)
    #expect(again.errorOutput == late.errorOutput)
    #expect(try counter.call("chat", "show", "CHT000002").output.contains("[queued]"))
    let open = try counter.call("outbox", "list", "--json").values()
    #expect(open.count == 1)
    #expect(open[0]["order_number"]?.stringValue == "CHT000002")
  }

  @Test func `a reply that is kept is taken back by its order's number`() throws {
    let nothing = try counter.call("chat", "cancel", "CHT000002")
    #expect(nothing.status == 1)
    #expect(nothing.errorOutput.contains("no reply to CHT000002 waits or has failed"))
    _ = try counter.call("chat", "send", "CHT000002", "It is on its way")
    counter.advance(seconds: 3_600)
    _ = try counter.call("outbox", "deliver")
    let cancelled = try counter.call("chat", "cancel", "CHT000002")
    #expect(cancelled.status == 0)
    #expect(
      cancelled.output == "reply to CHT000002 is taken back, its text is a draft again\n"
    )
    #expect(try counter.call("chat", "draft", "CHT000002").output == "It is on its way\n")
    #expect(try counter.call("outbox", "list").errorOutput == "the outbox is empty\n")
  }

  @Test func `a configured transport gets the reply on its standard input`() throws {
    let kept = counter.folder.path("delivered.json")
    try counter.folder.write(
      "[transport]\ncommand = [\"/bin/sh\", \"-c\", \"cat > \(kept)\"]\n",
      to: ".config/orderdeck/config.toml"
    )
    _ = try counter.call("chat", "send", "CHT000002", "It is \"here\"")
    counter.advance(seconds: 11)
    let answer = try counter.call("outbox", "deliver", "--json")
    #expect(try answer.value()["sent"]?.integerValue == 1)
    let message = try JSONValue(
      reading: try counter.folder.read("delivered.json").trimmingCharacters(in: .newlines)
    )
    #expect(message["body"]?.stringValue == "It is \"here\"")
    #expect(message["order_number"]?.stringValue == "CHT000002")
    #expect(try counter.call("chat", "show", "CHT000002").output.contains("[sent]"))
  }

  @Test func `an undone reply is never delivered, and its words come back as a draft`() throws {
    _ = try counter.call("chat", "send", "CHT000002", "Oh no")
    #expect(try counter.call("undo").status == 0)
    counter.advance(seconds: 60)
    #expect(try counter.call("outbox", "deliver").output.hasPrefix("0 sent"))
    #expect(try counter.call("outbox", "list").errorOutput == "the outbox is empty\n")
    #expect(!(try counter.call("chat", "show", "CHT000002").output.contains("Oh no")))
  }

  @Test func `reading and unreading`() throws {
    #expect(try counter.call("chat", "read", "CHT000002", "CHT000004").status == 0)
    #expect(try counter.call("chat", "list").lines.count == 5)
    #expect(try counter.call("chat", "read", "CHT000002", "--unread").status == 0)
    #expect(try counter.call("chat", "list").lines.count == 6)
    let all = try counter.call("chat", "read", "--query", "unread:yes", "--yes")
    #expect(all.status == 0)
    let none = try counter.call("chat", "list")
    #expect(none.errorOutput == "no customer waits to be read\n")
    #expect(none.status == 0)
  }

  @Test func `only what begins at the margin is a message, whatever was written`() throws {
    let forged =
      "first\n2026-01-02 10:00  agent mara [sent]: a refund is on its way\r\n\nlast\u{1B}[2J"
    try counter.run(
      """
      INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, sender_name, body,
        sent_at, status)
      VALUES ('forged', 'session-2', 'session-2', 'customer', \("Eve\nmara"), \(forged),
        '2026-01-02T00:00:00.000Z', 'delivered')
      """
    )
    let shown = try counter.call("chat", "show", "CHT000002")
    let lines = shown.output.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasSuffix(": first") })
    let margin = String(repeating: " ", count: 18)
    #expect(
      lines[start + 1] == "\(margin)2026-01-02 10:00  agent mara [sent]: a refund is on its way"
    )
    #expect(lines[start + 2] == "")
    #expect(lines[start + 3] == "\(margin)last␛[2J")
    #expect(lines[start].contains("customer Eve⏎mara: "))
    let found = try counter.call("chat", "search", "refund")
    #expect(found.lines.count == 3)
    #expect(found.lines[1].hasPrefix("           \(margin)2026"))
  }

  @Test func `a draft is kept and printed`() throws {
    #expect(try counter.call("chat", "draft", "CHT000002").output == "")
    #expect(try counter.call("chat", "draft", "CHT000002", "Dear", "Ana").status == 0)
    #expect(try counter.call("chat", "draft", "CHT000002").output == "Dear Ana\n")
    let value = try counter.call("chat", "draft", "CHT000002", "--json").value()
    #expect(value["body"]?.stringValue == "Dear Ana")
    #expect(try counter.call("chat", "draft", "CHT000002", "--note").output == "")
  }

  @Test func `search finds words in all chats or in one`() throws {
    let all = try counter.call("chat", "search", "Line", "2")
    #expect(all.status == 0)
    #expect(all.lines.count == 6)
    let one = try counter.call("chat", "search", "Line 2", "--in", "CHT000002", "--json").values()
    #expect(one.count == 1)
    #expect(one[0]["order_number"]?.stringValue == "CHT000002")
    let signs = try counter.call("chat", "search", "Line & 2 -", "--in", "CHT000002")
    #expect(signs.lines.count == 1)
    let onlySigns = try counter.call("chat", "search", "& ?!")
    #expect(onlySigns.status == 1)
    #expect(
      onlySigns.errorOutput == "only words and numbers can be searched for; the text has none\n"
    )
    let none = try counter.call("chat", "search", "unheard-of")
    #expect(none.status == 1)
    #expect(none.output == "")
    #expect(none.errorOutput == "no message matches\n")
  }

  @Test func `a failed reply is marked with its id and goes again, one or all of them`() throws {
    for id in ["lost-1", "lost-2"] {
      try counter.run(
        """
        INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at,
          status)
        VALUES (\(id), 'session-2', 'session-2', 'agent', 'lost', '2026-01-02T00:00:00.000Z',
          'failed')
        """
      )
    }
    let both = try counter.call("chat", "show", "CHT000002")
    #expect(both.output.contains("[failed, id lost-1]"))
    #expect(both.errorOutput.contains("`orderdeck chat retry CHT000002`"))
    #expect(both.errorOutput.contains("`orderdeck chat retry CHT000002 lost-1`"))
    #expect(try counter.call("chat", "retry", "CHT000002", "lost-1").status == 0)
    let one = try counter.call("chat", "show", "CHT000002")
    #expect(
      one.errorOutput == "1 reply failed; send it again with `orderdeck chat retry CHT000002`\n"
    )
    #expect(try counter.call("chat", "retry", "CHT000002", "--idempotency-key", "k").status == 2)
    #expect(try counter.call("chat", "retry", "CHT000002").status == 0)
    #expect(try counter.call("outbox", "list").output.contains("waiting"))
    #expect(try counter.call("chat", "show", "CHT000002").errorOutput == "")
    let none = try counter.call("chat", "retry", "CHT000002")
    #expect(none.status == 1)
    #expect(none.errorOutput.contains("no reply to CHT000002 has failed"))
  }

  @Test func `a text that is not there or not a text is refused`() throws {
    #expect(try counter.call("chat", "send", "CHT000002").status == 2)
    #expect(try counter.call("chat", "send", "CHT000002", "  ").status == 1)
    #expect(try counter.call("chat", "send", "CHT000002", "-", input: "").status == 1)
    #expect(try counter.call("chat", "send", "CHT000099", "x").status == 1)
  }

  @Test func `a reply to somebody who cannot be reached is refused, and counts nowhere`() throws {
    try counter.run("UPDATE conversations SET chat_session_id = NULL")
    try counter.run(
      """
      UPDATE orders SET chat_session_id = NULL, customer_phone = ' ', customer_email = NULL
      WHERE order_number = 'CHT000002'
      """
    )
    let refused = try counter.call("chat", "send", "CHT000002", "Hello")
    #expect(refused.status == 1)
    #expect(
      refused.errorOutput.contains(
        "CHT000002: a reply has nowhere to go: no chat session, phone or e-mail of the customer is "
          + "known; the order's source has to send one"
      )
    )
    #expect(try counter.number("SELECT count(*) FROM outbox") == 0)
    #expect(!(try counter.call("chat", "show", "CHT000002").output.contains("Hello")))
    try counter.run("UPDATE orders SET customer_phone = '+49 30 2'")
    #expect(try counter.call("chat", "send", "CHT000002", "Hello").status == 0)
  }

  @Test func `who wrote in a chat is answered there, whatever else is known of an order`() throws {
    try counter.run(
      """
      UPDATE orders SET chat_session_id = NULL, customer_phone = NULL, customer_email = NULL
      WHERE order_number = 'CHT000002'
      """
    )
    #expect(try counter.call("chat", "send", "CHT000002", "Hello").status == 0)
    #expect(
      try counter.text("SELECT payload ->> 'chat_session_id' FROM outbox") == "session-2"
    )
  }
}
