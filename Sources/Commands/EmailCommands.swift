import Commerce
import Desk
import Host
import JSON
import Reports
import Store

/// E-mails to customers, and the texts to write them from.
enum EmailCommands {
  static let all: [Command] = [templates, retry, cancel]

  private static let place = "Yours are the files NAME.txt in ~/.config/orderdeck/templates."
  private static let number = Argument("NUMBER", "the order's number")

  static let write = Command(
    "order email",
    "Write an e-mail to customers; it waits its undo time in the outbox",
    arguments: [Argument("NUMBER", "the orders' numbers", count: .any)],
    options: [
      Option("template", value: "NAME", "a text to begin with: `email templates` lists them"),
      Option("subject", value: "TEXT", "the subject, instead of the template's"),
      Option("body", value: "TEXT", "the text, instead of the template's; - reads standard input"),
    ] + SharedOptions.bulk + SharedOptions.change,
    notes: [
      "Placeholders are filled from the order:",
      EmailPlaceholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ") + ".",
      "One that is unknown or would stay empty refuses the e-mail, by its name.",
      "It leaves through `[email] command`; without one it is kept, and this says so.",
    ],
    examples: [
      "orderdeck order email CHT001234 --template shipped",
      "orderdeck order email --query 'status:delivered' --template thanks --dry-run",
    ]
  ) { invocation, session in
    let (text, template) = try session.emailText()
    let status = try session.change { .sendEmail($0, text, template: template) }
    if status == .done, !invocation.has("dry-run"),
      let notice = try session.mailer().keepsInOutbox
    {
      try session.talk("\(notice); it is sent once `[email]` has `command` and `from`")
    }
    return status
  }

  static let templates = Command(
    "email templates",
    "List the texts for e-mails, with their subjects",
    notes: [place, "Their first line is `Subject: …`, then an empty line and the text."]
  ) { _, session in
    var table = TextTable(["TEMPLATE", "SUBJECT"])
    for template in try session.emailTemplates().all {
      if session.isJSON {
        try session.say(
          [
            "name": .string(template.name), "subject": .string(template.text.subject),
            "body": .string(template.text.body),
          ]
        )
      } else {
        table.add([template.name, template.text.subject])
      }
    }
    if !session.isJSON { for line in table.lines { try session.say(line) } }
    return .done
  }

  static let retry = Command(
    "email retry",
    "Send failed e-mails again, each as the same message",
    arguments: [
      number, Argument("EMAIL", "its id; without one all that failed", count: .optional),
    ],
    options: SharedOptions.change
  ) { _, session in
    let (id, emails) = try session.emails(in: [.parked], "has failed")
    return try session.perform(emails.map { .retryEmail(id, $0) })
  }

  static let cancel = Command(
    "email cancel",
    "Take back e-mails that have not left",
    arguments: [
      number, Argument("EMAIL", "its id; without one all that wait or failed", count: .optional),
    ],
    options: SharedOptions.change
  ) { _, session in
    let (id, emails) = try session.emails(in: [.waiting, .parked], "waits or has failed")
    return try session.perform(emails.map { .cancelEmail(id, $0) })
  }
}

extension Session {
  private var templateFolder: String { "\(folders.configuration)/templates" }

  /// The built-in texts and those of the user's folder; a file that cannot be used is an error.
  func emailTemplates() throws -> EmailTemplates {
    var own: [EmailTemplate] = []
    for file in try Folders.files(in: templateFolder) where file.hasSuffix(".txt") {
      let path = "\(templateFolder)/\(file)"
      let name = String(file.dropLast(4))
      guard EmailTemplate.isName(name) else {
        throw CommandFailure("\(path): a template's name has letters, digits, - and _ only")
      }
      let bytes = try SmallFile.read(path, followingLinks: true)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw CommandFailure("\(path) is not UTF-8")
      }
      do {
        own.append(try EmailTemplate(name: name, file: text))
      } catch {
        throw CommandFailure("\(path): \(error.sentence)")
      }
    }
    return EmailTemplates(own: own)
  }

  /// What `--template`, `--subject` and `--body` come to, and the template whose text it is unchanged.
  fileprivate func emailText() throws -> (EmailText, template: String?) {
    let given = invocation.value("subject")
    let body = try invocation.value("body").map { $0 == "-" ? try standardInput() : $0 }
    guard let name = invocation.value("template") else {
      guard let given, let body else {
        throw UsageError("`orderdeck order email` needs --template NAME, or --subject and --body")
      }
      return (EmailText(subject: given, body: body), nil)
    }
    let templates = try emailTemplates()
    guard let template = templates[name] else {
      throw UsageError(
        "there is no template `\(name)`; `orderdeck email templates` lists them",
        hint: templates.nearest(to: name)
      )
    }
    let text = EmailText(
      subject: given ?? template.text.subject,
      body: body ?? template.text.body
    )
    return (text, text == template.text ? name : nil)
  }

  /// The order, and its e-mail that is named or else all in these states.
  fileprivate func emails(
    in states: [OutboxItem.State],
    _ words: String
  ) throws -> (OrderID, [EmailID]) {
    let number = try invocation.required("NUMBER")
    let id = try orderID(number)
    if invocation.arguments.count > 1 { return (id, [EmailID(invocation.arguments[1])]) }
    // Repeated, the key would meet other e-mails, or none: what it stands for must be named.
    guard invocation.value("idempotency-key") == nil else {
      throw UsageError("with --idempotency-key name the e-mail: NUMBER EMAIL")
    }
    let emails = try store().emails(of: id, in: states)
    guard !emails.isEmpty else {
      let rule = "no e-mail to \(number) \(words)"
      throw Refusal(.notFound, orderID: id, orderNumber: number, sentence: rule)
    }
    return (id, emails)
  }
}
