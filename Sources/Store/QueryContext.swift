package import Commerce

/// What a query means by "now", "today" and "me".
package struct QueryContext: Sendable {
  package var now: Instant
  package var zone: LocalZone
  package var staff: StaffID?

  package init(now: Instant, zone: LocalZone, staff: StaffID? = nil) {
    self.now = now
    self.zone = zone
    self.staff = staff
  }

  /// The local calendar date as `YYYY-MM-DD`.
  var today: String {
    String(LocalZone.utc.startOfDay(zone.date(at: now)).rfc3339.prefix(10))
  }
}
