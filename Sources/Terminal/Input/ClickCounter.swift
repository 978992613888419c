import Screen

/// Makes mouse events of reports: single and double presses of the left button, and the wheel.
struct ClickCounter: Sendable {
  static let doublePressMilliseconds: Int64 = 400

  private var last: (column: Int, row: Int, time: Int64)?

  mutating func event(for report: MouseReport, at now: Int64) -> MouseEvent? {
    guard report.isPress, report.column >= 0, report.row >= 0 else { return nil }
    // 4, 8 and 16 are Shift, Alt and Control, which change nothing for us.
    switch report.button & ~28 {
    case 0: return press(report, at: now)
    case 64: return MouseEvent(.wheelUp, column: report.column, row: report.row)
    case 65: return MouseEvent(.wheelDown, column: report.column, row: report.row)
    default: return nil
    }
  }

  private mutating func press(_ report: MouseReport, at now: Int64) -> MouseEvent {
    let place = (column: report.column, row: report.row)
    if let before = last, before.column == place.column, before.row == place.row,
      now - before.time <= Self.doublePressMilliseconds
    {
      last = nil
      return MouseEvent(.doublePress, column: place.column, row: place.row)
    }
    last = (place.column, place.row, now)
    return MouseEvent(.press, column: place.column, row: place.row)
  }
}
