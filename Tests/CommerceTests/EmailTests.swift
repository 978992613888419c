import Commerce
import Testing

@Suite struct Emails {
  private let values = EmailValues(
    customer: "Zoë {tracking}\r\nBcc: a@b.org",
    number: "CHT001234",
    total: Money(minorUnits: 1250, currency: .eur),
    refunded: Money(minorUnits: 0, currency: .eur),
    carrier: "DHL",
    tracking: " ",
    delivery: nil,
    agent: "Ana"
  )

  private func problem(_ subject: String, _ body: String = "x") -> String? {
    do {
      _ = try EmailRules.finished(EmailText(subject: subject, body: body), with: values)
      return nil
    } catch {
      return error.sentence
    }
  }

  @Test func `placeholders are filled once, and no value can begin a line or a placeholder`() throws
  {
    let text = EmailText(subject: "{customer}", body: "{number}: {total} {} {1} {carrier\n{agent}")
    let finished = try EmailRules.finished(text, with: values)
    #expect(finished.subject == "Zoë {tracking}  Bcc: a@b.org")
    #expect(finished.body == "CHT001234: €12.50 {} {1} {carrier\nAna")
  }

  @Test func `a placeholder that is unknown or would stay empty is named and never sent`() {
    #expect(problem("{trackng}") == "there is no placeholder {trackng}; did you mean {tracking}?")
    #expect(
      problem("x", "{tracking}")
        == "{tracking} would stay empty: the order has no tracking number yet"
    )
    #expect(problem("x", "{delivery}")?.hasPrefix("{delivery} would stay empty") == true)
    #expect(problem("x", "{refunded}")?.hasPrefix("{refunded} would stay empty") == true)
    #expect(problem("a\nBcc: x@y.org") == "the subject is one line without control characters")
    #expect(problem(" ") == "the subject is missing")
    #expect(problem("x", " \n ") == "the text is missing")
    #expect(problem(String(repeating: "x", count: 201))?.contains("at most 200") == true)
    #expect(problem("x", String(repeating: "x", count: 20_001))?.contains("at most 20000") == true)
  }

  @Test func `only one plain address can be written to`() {
    for address in ["a@example.com", "o'neil+1@mail.example.co.uk", "x_y.z@a-b.org"] {
      #expect(EmailRules.isPlain(address), "\(address)")
    }
    for address in [
      "", "a", "a@b", "a@@b.org", "a@b.org,c@d.org", "a b@c.org", "a@b.org\nBcc: c@d.org",
      "<a@b.org>", "a@-b.org", "a@b..org", "\"a\"@b.org", "ä@b.org", "a@b.org ",
      String(repeating: "a", count: 65) + "@b.org",
    ] {
      #expect(!EmailRules.isPlain(address), "\(address)")
    }
  }

  @Test func `a template file has its subject first, and says what is wrong with it`() throws {
    let file = "Subject: About {number}\r\n\r\nDear {customer},\r\nhello\r\n"
    let template = try EmailTemplate(name: "mine", file: file)
    #expect(template.text == EmailText(subject: "About {number}", body: "Dear {customer},\nhello"))
    for (wrong, words) in [
      ("Hello", "first line"), ("Subject:\n\nx", "first line"), ("Subject: x\nx", "empty line"),
      ("Subject: x\n\n", "no text"), ("Subject: x\n\n{custmer}", "{customer}"),
    ] {
      #expect(throws: EmailProblem.self) { try EmailTemplate(name: "x", file: wrong) }
      do { _ = try EmailTemplate(name: "x", file: wrong) } catch {
        #expect(error.sentence.contains(words), "\(error.sentence)")
      }
    }
  }

  @Test func `every built-in text can be filled, and an own one of its name takes its place`()
    throws
  {
    let full = EmailValues(
      customer: "Zoë",
      number: "1",
      total: Money(minorUnits: 1, currency: .eur),
      refunded: Money(minorUnits: 1, currency: .eur),
      carrier: "DHL",
      tracking: "00",
      delivery: "2026-11-22",
      agent: "Ana"
    )
    let all = EmailTemplates().all
    #expect(all.map(\.name) == ["confirmed", "shipped", "delayed", "refund", "address", "thanks"])
    for template in all {
      let text = try EmailRules.finished(template.text, with: full)
      #expect(!text.body.contains("{"))
    }
    let own = try EmailTemplate(name: "shipped", file: "Subject: Off\n\nIt is off.")
    let templates = EmailTemplates(own: [own])
    #expect(templates["shipped"]?.text.subject == "Off")
    #expect(templates.all.count == all.count)
    #expect(templates.nearest(to: "shiped") == "shipped")
  }
}
