import Commerce

/// The shop's own fields of an order.
extension DetailBlocks {
  /// Who takes care of it, its priority and its tags, where they say anything.
  var handling: [DetailBlock] {
    let order = order.summary
    let assignee = order.assignment.map { assignment in
      assignment.name + (assignment.since.map { ", since \(timeText($0))" } ?? "")
    }
    return section(
      "Handling",
      [
        ("Assignee", assignee),
        ("Priority", order.priority == .medium ? nil : order.priority.rawValue),
        ("Snoozed", order.snooze.map { SnoozeWords($0, now: now, zone, settings.dates).whole }),
        ("Tags", order.tags.joined(separator: ", ")),
      ]
    )
  }
}
