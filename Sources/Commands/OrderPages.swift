import Commerce
import Store

/// Reads a listing page by page, so that a long list costs no more memory than one page.
struct OrderPages {
  private let session: Session

  init(_ session: Session) { self.session = session }

  /// Lends each page of the first `limit` rows, 0 for all; says how many rows there were.
  func forEach(
    of listing: OrderListing,
    limit: Int,
    _ body: ([OrderSummary]) throws -> Void
  ) throws -> Int {
    let limit = limit == 0 ? .max : limit
    let store = try session.store()
    let context = try session.context()
    var count = 0
    var request = PageRequest.first
    while count < limit {
      let page = try store.orders(
        listing,
        page: request,
        limit: min(500, limit - count),
        in: context
      )
      count += page.rows.count
      if !page.rows.isEmpty { try body(page.rows) }
      guard page.hasAfter, let end = page.end else { break }
      request = .after(end)
    }
    return count
  }
}

extension Session {
  /// Says on standard error how many there are when not all were shown, or that there is none.
  ///
  /// `whenNone` is said where nobody asked for anything particular; that is no failure.
  func ending(
    shown: Int,
    of listing: OrderListing,
    whenNone: @autoclosure () throws -> String
  ) throws -> ExitStatus {
    let total = try store().orderCount(listing.filter, in: try context())
    guard total > 0 else {
      let isSearch = (invocation.value("query") ?? invocation.value("view")) != nil
      try talk(isSearch ? "no order matches" : whenNone())
      return isSearch ? .refused : .done
    }
    if shown < total { try talk(CountText.cut(shown, of: total)) }
    return .done
  }
}

extension CountText {
  /// What is said where a list does not show all.
  static func cut(_ shown: Int, of total: Int) -> String {
    "\(grouped(shown)) of \(grouped(total)) shown; --limit 0 shows all"
  }
}
