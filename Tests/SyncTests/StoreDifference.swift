import SQLiteKit
import Testing

/// Expects two stores to hold the same shop; a failure shows the first rows in which they differ.
func expectSame(
  _ left: SyncBench,
  _ right: SyncBench,
  at place: SourceLocation = #_sourceLocation
) throws {
  let (mine, theirs) = (
    try left.dump().split(separator: "\n"), try right.dump().split(separator: "\n")
  )
  for (one, other) in zip(mine, theirs) where one != other {
    #expect(one == other, sourceLocation: place)
    return
  }
  #expect(mine.count == theirs.count, sourceLocation: place)
  #expect(try right.count(paymentsBesideTheLedger) == 0, sourceLocation: place)
}

/// Orders whose payment is not what the ledger comes to; there are none, whatever came first.
let paymentsBesideTheLedger: SQL = """
  orders o JOIN order_money m ON m.order_id = o.id
  WHERE (o.payment_status, o.amount_refunded) IS NOT (m.payment_status, m.refunded)
  """
