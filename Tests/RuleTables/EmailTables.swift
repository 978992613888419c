import Commerce
import SQLiteKit

/// E-mails to customers: RELIABILITY.md 4.6, as replies.
extension OperationTable {
  static let emailTables = [
    sendEmail, sendEmailByAddress, retryEmail, cancelOwnEmail, cancelOthersEmail,
  ]

  private static let text = EmailText(subject: "About {number}", body: "Dear {customer}")

  private static let sendEmail = OperationTable(
    name: "e-mail",
    given: { Given.order($0, $1) + [Given.email("maria@example.com", of: $0)] },
    operation: { .sendEmail($0.order, text) },
    found: Found.newestEmail,
    rows: inEveryStatus("waiting waiting waiting")
  )

  private static let sendEmailByAddress = OperationTable(
    name: "e-mail, by the customer's address",
    given: { Given.order($0) + [Given.email($1 == "none" ? nil : $1, of: $0)] },
    operation: { .sendEmail($0.order, text) },
    found: Found.newestEmail,
    rows: """
      none                   | illegal illegal illegal | is not known
      m@x.org,b@x.org        | illegal illegal illegal | is not one that
      <m@x.org>              | illegal illegal illegal | is not one that
      maria@localhost        | illegal illegal illegal | is not one that
      maria+1@mail.example.org | waiting waiting waiting
      """
  )

  private static let retryEmail = OperationTable(
    name: "send an e-mail again",
    given: { Given.order($0) + Given.emailInOutbox($0, $1) },
    operation: { .retryEmail($0.order, $0.email) },
    found: Found.newestEmail,
    rows: """
      waiting   | illegal illegal illegal | has not failed
      sending   | illegal illegal illegal | has not failed
      sent      | illegal illegal illegal | has not failed
      cancelled | illegal illegal illegal | has not failed
      parked    | waiting waiting waiting
      """
  )

  private static let cancelOwnEmail = OperationTable(
    name: "take back an own e-mail",
    given: { Given.order($0) + Given.emailInOutbox($0, $1, by: $0.actor) },
    operation: { .cancelEmail($0.order, $0.email) },
    found: Found.newestEmail,
    rows: """
      waiting   | cancelled cancelled cancelled
      parked    | cancelled cancelled cancelled
      sending   | illegal   illegal   illegal | wait a moment
      sent      | illegal   illegal   illegal | write another one
      cancelled | illegal   illegal   illegal | taken back already
      """
  )

  private static let cancelOthersEmail = OperationTable(
    name: "take back another's e-mail",
    given: { Given.order($0) + Given.emailInOutbox($0, $1) },
    operation: { .cancelEmail($0.order, $0.email) },
    found: Found.newestEmail,
    rows: """
      waiting   | forbidden forbidden cancelled
      parked    | forbidden forbidden cancelled
      sending   | illegal   illegal   illegal | wait a moment
      sent      | illegal   illegal   illegal | write another one
      """
  )
}
