import Commerce

/// What `u` would take back, and until when.
extension Model {
  mutating func loadUndoable() -> [Effect] {
    let request = nextRequest()
    undoableRequest = request
    return [.loadUndoable(request)]
  }

  mutating func undoableLoaded(_ request: RequestID, _ loaded: Undoable?) -> [Effect] {
    guard request == undoableRequest else { return [] }
    undoableRequest = nil
    let known = undoable
    undoable = loaded.flatMap { isOver($0) ? nil : $0 }
    // The chat counts down beside the reply that waits.
    if known != undoable { rebuildChatLog() }
    return []
  }

  /// Drops what can be taken back no longer; an earlier act may come in its place.
  mutating func endUndo() -> [Effect] {
    guard let undoable, isOver(undoable) else { return [] }
    self.undoable = nil
    return loadUndoable()
  }

  /// What sends nothing is shown until a minute begins, so that no second has to be watched.
  private func isOver(_ undoable: Undoable) -> Bool {
    undoable.isHeld
      ? undoable.until <= now : undoable.until.wholeMinutes <= now.wholeMinutes
  }

  /// Whole seconds in which what waits to leave can still be taken back; nil without such an act, or
  /// when there is no hurry.
  var undoCountdown: Int64? {
    guard let undoable, undoable.isHeld else { return nil }
    let left = undoable.until.milliseconds(since: now)
    guard left > 0, left <= 60_000 else { return nil }
    return (left + 999) / 1_000
  }

  /// When the seconds left for undo change.
  var nextCountdown: Instant? {
    guard let undoable, undoable.isHeld else { return nil }
    guard let seconds = undoCountdown else { return undoable.until }
    return undoable.until.advanced(byMilliseconds: -(seconds - 1) * 1_000)
  }
}

extension Instant {
  fileprivate var wholeMinutes: Int64 { milliseconds / 60_000 }
}
