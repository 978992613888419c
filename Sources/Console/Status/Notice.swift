import Commerce

/// What the status line says of the last act.
struct Notice: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case plain, success, warning, error

    /// How long it stays where nobody goes elsewhere; nil for what stays until the next key.
    var milliseconds: Int64? {
      switch self {
      case .plain, .success: 5_000
      case .warning: 20_000
      case .error: nil
      }
    }
  }

  var text: String
  var kind: Kind
  /// When it may go; no timer is set for that, since the next message or minute is soon enough.
  var until: Instant?
  /// The act that it tells of.
  var actID: String?
}

extension Model {
  mutating func say(_ text: String, _ kind: Notice.Kind = .plain) {
    notice = Notice(
      text: text,
      kind: kind,
      until: kind.milliseconds.map(now.advanced(byMilliseconds:))
    )
  }

  /// Lets the hands do something, and what was said before go with what it was about: an error with
  /// any key, the rest when the keys belong to another pane, page or field.
  mutating func leavingNotice(_ act: (inout Model) -> [Effect]) -> [Effect] {
    let said = notice
    let place = contexts
    notice = nil
    let effects = act(&self)
    if notice == nil, let said, said.kind != .error, contexts == place { notice = said }
    return effects
  }

  mutating func tick(_ instant: Instant) -> [Effect] {
    let before = now
    now = instant
    if let until = notice?.until, until <= now { notice = nil }
    let effects = endUndo() + takeTime(since: before)
    if let since = chat.presenceAt, now.milliseconds(since: since) >= Self.presenceMilliseconds {
      chat.presence = nil
      chat.presenceAt = nil
      rebuildChatLog()
    }
    let hasCountdown = chat.messages.contains { $0.status == .queued }
    if zone.date(at: before) != zone.date(at: now) || hasCountdown { rebuildChatLog() }
    return effects
  }

  /// Somebody who stopped typing does not say so.
  static let presenceMilliseconds: Int64 = 8_000
}
