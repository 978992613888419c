import Commerce

/// A country in which the made-up shop has customers, and how people live and pay there.
struct DemoCountry: Sendable {
  var code: String
  var language: ChatLanguage
  var currency: Currency
  /// Minutes ahead of UTC in winter.
  var offsetMinutes: Int
  /// `#` stands for a digit; numbers from ranges kept free for fiction where a country has one.
  var phone: String
  var carriers: [DemoCarrier]
  /// How people pay; what is named more than once is chosen more often.
  var methods: [String]
  /// One a line: name; what they are called; local part of the e-mail address.
  var people: String
  /// One a line: street; city; state; postal code.
  var places: String
}

struct DemoCarrier: Equatable, Sendable {
  var name: String
  /// `#` stands for a digit.
  var tracking: String

  static let ups = DemoCarrier(name: "UPS", tracking: "1Z8X4##########")
  static let fedex = DemoCarrier(name: "FedEx", tracking: "7742########")
  static let usps = DemoCarrier(name: "USPS", tracking: "9400111#############")
  static let dhl = DemoCarrier(name: "DHL", tracking: "00340434############")
  static let dpd = DemoCarrier(name: "DPD", tracking: "0150############")
  static let gls = DemoCarrier(name: "GLS", tracking: "4831#######")
  static let royalMail = DemoCarrier(name: "Royal Mail", tracking: "QK########5GB")
  static let colissimo = DemoCarrier(name: "Colissimo", tracking: "6A###########")
  static let correos = DemoCarrier(name: "Correos", tracking: "PQ4E7##########")
  static let correios = DemoCarrier(name: "Correios", tracking: "NX#########BR")
  static let yamato = DemoCarrier(name: "ヤマト運輸", tracking: "4827-####-####")
  static let aramex = DemoCarrier(name: "Aramex", tracking: "3#########")
}

/// One made-up person.
struct DemoCustomer: Equatable, Sendable {
  var name: String
  /// How the shop calls this person in a chat.
  var called: String
  var email: String
  var phone: String
  var address: Address
  var language: ChatLanguage
  var currency: Currency
  var offsetMinutes: Int
  var carriers: [DemoCarrier]
  var methods: [String]
}

extension DemoCustomer {
  func isAwake(at moment: Instant) -> Bool {
    (7 * 60..<23 * 60).contains(moment.local(offsetMinutes: offsetMinutes).minute)
  }
}

/// Everybody who ever buys here.
struct DemoPeople: Sendable {
  let all: [DemoCustomer]

  /// The same people in the feed and in the live shop: who comes back is known.
  static let usual = DemoPeople(seed: DemoFeed.usualSeed)

  init(seed: UInt64) {
    var random = DemoRandom(seed: seed)
    all = DemoCountry.all.flatMap { Self.people(of: $0, &random) }
  }

  /// Somebody who is awake at that moment, if a few tries find one.
  func awake(at moment: Instant, _ random: inout DemoRandom) -> DemoCustomer? {
    var found = random.pick(all)
    for _ in 0..<20 {
      if found?.isAwake(at: moment) == true { return found }
      found = random.pick(all)
    }
    return found
  }

  private static func people(
    of country: DemoCountry,
    _ random: inout DemoRandom
  ) -> [DemoCustomer] {
    let places = rows(country.places, of: 4)
    var people: [DemoCustomer] = []
    for (number, row) in rows(country.people, of: 3).enumerated() {
      let place = places[number % places.count]
      let address = Address(
        street: place[0],
        city: place[1],
        state: place[2].isEmpty ? nil : place[2],
        postalCode: place[3].isEmpty ? nil : place[3],
        country: country.code
      )
      let person = DemoCustomer(
        name: row[0],
        called: row[1],
        email: "\(row[2])@example.\(random.pick(["com", "net", "org"], else: "com"))",
        phone: random.digits(country.phone),
        address: address,
        language: country.language,
        currency: country.currency,
        offsetMinutes: country.offsetMinutes,
        carriers: country.carriers,
        methods: country.methods
      )
      people.append(person)
    }
    return people
  }

  private static func rows(_ table: String, of columns: Int) -> [[String]] {
    table.split(separator: "\n").map { line in
      let parts = line.split(separator: ";", omittingEmptySubsequences: false)
        .map { String($0.drop { $0 == " " }) }
      return parts + Array(repeating: "", count: max(0, columns - parts.count))
    }
  }
}

extension ChatLanguage {
  /// How people write to the shop who live there.
  init(country code: String?) {
    self = DemoCountry.all.first { $0.code == code }?.language ?? .english
  }
}

extension DemoCountry {
  static let all = english + western + farther

  static let card = ["card", "card", "card", "paypal", "apple_pay"]
  static let kuwaitiDinar = Currency(code: "KWD") ?? .usd
}
