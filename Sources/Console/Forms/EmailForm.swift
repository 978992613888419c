import Commerce
import Widgets

/// Writing an e-mail to a customer, or the same one to several: subject and text, with placeholders.
struct EmailForm: Equatable, Sendable {
  let targets: ActTargets
  /// What the placeholders of the one order stand for; nil where there are several.
  let values: EmailValues?
  /// As the form may show it: masked for who has no need of it.
  let recipient: String?
  /// The text it began with.
  let template: EmailTemplate?
  var subject: EditBuffer
  var body: TextArea
  var isInBody = true
  /// What it would come to for each of several orders; nil until somebody has asked.
  var rehearsal: Receipt?

  init(
    to targets: ActTargets,
    _ detail: OrderDetail?,
    by agent: String,
    from template: EmailTemplate?
  ) {
    self.targets = targets
    self.template = template
    values = detail.map { EmailValues($0, agent: agent) }
    recipient = detail?.customerEmail
    subject = EditBuffer(template?.text.subject ?? "")
    body = TextArea(template?.text.body ?? "")
    isInBody = template != nil
  }

  var text: EmailText { EmailText(subject: subject.text, body: body.text) }

  private var isAsBegun: Bool { text == (template?.text ?? EmailText(subject: "", body: "")) }

  var change: OrderChange {
    .email(text, template: isAsBegun ? template?.name : nil)
  }

  /// The text as the customer will read it, or what is wrong with it; nil where that differs from
  /// order to order.
  var finished: Result<EmailText, EmailProblem>? {
    guard let values else { return nil }
    do {
      return .success(try EmailRules.finished(text, with: values))
    } catch {
      return .failure(error)
    }
  }

  // MARK: Draft

  var draftPlace: FormDrafts.Place { targets.place(.email) }

  var draft: FormDraft {
    var draft = FormDraft()
    guard !isAsBegun else { return draft }
    draft[Self.subjectName] = subject.text
    draft[Self.bodyName] = body.text
    return draft
  }

  mutating func restore(_ draft: FormDraft) {
    subject.replace(with: draft[Self.subjectName] ?? "")
    body.replace(with: draft[Self.bodyName] ?? "")
  }

  private static let subjectName = "subject"
  private static let bodyName = Draft.Kind.email.editedField ?? "body"
}
