/// What more orders cost: each key in the largest shop, against the same key in the smallest.
enum Growth {
  /// None when there is one size only.
  static func figures(of keys: [Figure]) -> [Figure] {
    let sizes = keys.compactMap(\.orders)
    guard let least = sizes.min(), let most = sizes.max(), least < most else { return [] }
    return keys.filter { $0.orders == most }.compactMap { large in
      guard let small = keys.first(where: { $0.orders == least && $0.name == large.name }) else {
        return nil
      }
      return Figure(
        name: "\(large.name), bare: at \(FigureTable.grouped(least))",
        orders: most,
        unit: large.unit,
        ours: large.ours,
        bare: small.ours,
        target: .ratioAtMost(1.3)
      )
    }
  }
}
