import Commerce

/// What the made-up shop sells.
struct DemoProduct: Equatable, Sendable {
  var id: String
  var name: String
  /// In euro cents; what it costs elsewhere follows from it.
  var euroCents: Int64
}

enum DemoCatalog {
  static let products: [DemoProduct] = table.split(separator: "\n").enumerated().compactMap {
    let parts = $1.split(separator: ";")
    // The table is below; a line of another form would be seen by the test that counts products.
    guard parts.count == 2, let cents = Int64(parts[1].drop { $0 == " " }) else { return nil }
    return DemoProduct(id: "HZ-\(1001 + $0)", name: String(parts[0]), euroCents: cents)
  }

  /// Things that give light: what the chats of the shop are about.
  static let lamps = products.filter { product in
    ["lamp", "pendant", "light", "chandelier", "spot", "lantern"]
      .contains { product.name.lowercased().contains($0) }
  }

  private static let table = """
    Alder desk lamp, warm white; 13900
    Alder desk lamp, graphite; 13900
    Oslo pendant, brass; 18900
    Oslo pendant, matt black; 17900
    Nimbus paper shade 40 cm; 3900
    Nimbus paper shade 60 cm; 5400
    Heron floor lamp, oak; 24900
    Heron floor lamp, walnut; 26900
    Pebble night light; 2900
    Pebble night light, set of 2; 5200
    Lumi reading clip; 3400
    Quay wall light, outdoor; 8900
    Quay wall light with sensor; 11900
    Thimble table lamp, sage; 7900
    Thimble table lamp, terracotta; 7900
    Thimble table lamp, ink blue; 7900
    Cartwheel chandelier, 6 arms; 42900
    Ribbon LED strip, 3 m; 4500
    Ember bulb E27, warm, 3 pieces; 1800
    Ember bulb E14, warm, 3 pieces; 1700
    Ember dimmable E27; 990
    Dusk dimmer switch; 3600
    Linen shade, natural, 35 cm; 4900
    Linen shade, slate, 35 cm; 4900
    Cloth cable, 3 m, rust red; 2200
    Cloth cable, 3 m, black; 2200
    Ceiling rose, brass; 2600
    Harbour lantern, solar; 5900
    Garden stake lights, set of 4; 6900
    Moth mobile with light; 8400
    Tallow candle holder, trio; 3200
    Mirror light, 60 cm; 12900
    Studio spot, track mounted; 9800
    Cabinet lights, set of 3; 5600
    Wool throw, oat; 7400
    Stoneware vase, tall; 4400
    """
}

/// Prices as the shop asks them abroad: converted once and rounded to what looks like a price.
enum DemoPrices {
  static func price(_ product: DemoProduct, in currency: Currency) -> Int64 {
    price(euroCents: product.euroCents, in: currency)
  }

  /// Minor units of `currency`.
  static func price(euroCents cents: Int64, in currency: Currency) -> Int64 {
    switch currency.code {
    case "USD": rounded(cents * 110 / 100, to: 50)
    case "GBP": rounded(cents * 86 / 100, to: 50)
    case "JPY": rounded(cents * 162 / 100, to: 10)
    case "BRL": rounded(cents * 6, to: 100) - 10
    case "KWD": rounded(cents * 33 / 10, to: 250)
    default: cents
    }
  }

  /// Free from 150 euro.
  static func shipping(for goods: Int64, in currency: Currency) -> Int64 {
    goods >= price(euroCents: 15_000, in: currency) ? 0 : price(euroCents: 690, in: currency)
  }

  private static func rounded(_ amount: Int64, to step: Int64) -> Int64 {
    max(step, (amount + step / 2) / step * step)
  }
}
