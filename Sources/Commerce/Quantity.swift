/// How many pieces one line of an order can have.
package enum Quantity {
  /// What a source says beyond this is no order that anybody could ship.
  package static let most = 1_000_000
}
