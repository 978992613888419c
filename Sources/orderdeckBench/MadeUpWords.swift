import SQLiteKit

/// The words of which the made-up shop is made, as temporary tables.
enum MadeUpWords {
  static let rareWord = "kaleidoscope"
  static let commonWord = "order"
  /// In one order of a hundred.
  static let fairlyCommonWord = "heirloom"
  /// In many orders of the older half and in none since.
  static let bygoneWord = "workshop"

  static func write(to database: BareDatabase) throws {
    try fill("first_names", firstNames, database)
    try fill("last_names", lastNames, database)
    try fill("products", products, database)
    try fill("sentences", sentences, database)
    try fill("steps", steps, database)
  }

  private static func fill(_ table: String, _ words: [String], _ database: BareDatabase) throws {
    try database.run("CREATE TEMP TABLE \(table) (place INTEGER PRIMARY KEY, word TEXT NOT NULL)")
    let insertion = try database.prepare("INSERT INTO \(table) VALUES (?1, ?2)")
    for (place, word) in words.enumerated() {
      try insertion.run([.integer(Int64(place)), .text(word)])
    }
  }

  static let steps = ["pending", "confirmed", "processing", "packaged", "shipped", "delivered"]

  static let firstNames = [
    "Ana", "Bruno", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hiro", "Ines", "Jonas", "Kira",
    "Luc", "Mei", "Nuno", "Olga", "Pablo", "Queenie", "Rosa", "Sven", "Tomas", "Ulla", "Vera",
    "Wim", "Xenia", "Yusuf", "Zoë", "Åsa", "Łukasz", "Chloé", "Jürgen", "Niamh", "Søren",
  ]

  static let lastNames = [
    "Almeida", "Bauer", "Castro", "Dvořák", "Eriksen", "Fontaine", "García", "Hughes", "Ivanova",
    "Jansen", "Kowalski", "Lindqvist", "Moreau", "Nakamura", "O'Brien", "Petrov", "Quispe",
    "Rossi", "Santos", "Tanaka", "Ueda", "Vidal", "Weber", "Xu", "Yılmaz", "Zanetti", "Barros",
    "Costa", "Duarte", "Esposito", "Ferreira", "Graf", "Hansen",
  ]

  static let products = [
    "Desk lamp", "Wool blanket", "Teapot", "Oak stool", "Linen shirt", "Enamel mug", "Notebook",
    "Fountain pen", "Rain jacket", "Canvas bag", "Cork board", "Wall clock", "Bread knife",
    "Olive oil", "Coffee beans", "Steel bottle", "Yoga mat", "Paper kite", "Candle holder",
    "Door mat", "Picture frame", "Garden shears", "Bird feeder", "Copper pan", "Tool box",
    "Travel pillow", "Chess set", "Music box", "Silk scarf", "Leather belt", "Photo album",
    "Table cloth", "Storm lantern", "Sewing kit", "Pepper mill", "Fruit bowl", "Desk tray",
  ]

  static let sentences = [
    "Hello, when will my order with the % arrive?", "Your % has left our house today.",
    "Could you change the address of this order before it ships?",
    "I have checked with the warehouse: the % is being packed.", "Thank you, that was quick!",
    "The % came with a scratch on one side.", "I am sorry about that, a new one is on its way.",
    "Is the % also there in blue?", "We have it in blue, grey and green.",
    "Please cancel the second % if it is not too late.", "Done, the amount goes back to your card.",
    "The tracking page says nothing new since Monday.", "The carrier had a delay of two days.",
    "Can I pay this order by bank transfer?", "Yes, the details are in the confirmation mail.",
    "What is the weight of the %?", "A little under two kilograms with its box.",
    "My neighbour has taken the parcel, all is well.", "Glad to hear that. Enjoy the %!",
  ]
}
