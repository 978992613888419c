import Commerce

/// Where English is spoken at home.
extension DemoCountry {
  static let english = [unitedStates, britain, ireland]

  static let unitedStates = DemoCountry(
    code: "US",
    language: .english,
    currency: .usd,
    offsetMinutes: -300,
    phone: "+1 212 555 01##",
    carriers: [.ups, .fedex, .usps],
    methods: card,
    people: """
      Dana Whitcombe; Dana; dana.whitcombe
      Marcus Oyelaran; Marcus; m.oyelaran
      Priya Raghunathan; Priya; priya.r
      Eleanor Stubbs; Eleanor; ellie.stubbs
      José Camarena; José; jcamarena
      Wendell Prue; Wendell; wendell.prue
      Thuy-Linh Dang; Linh; tl.dang
      Abigail Fenwick-Lowe; Abigail; abby.fl
      Roscoe Tannenbaum; Roscoe; roscoe.t
      Imani Brackett; Imani; imani.brackett
      Carl Ødegaard; Carl; carl.odegaard
      Siobhan MacAllister; Siobhan; siobhan.mac
      Deshawn Rivers; Deshawn; d.rivers
      Hannah Goldfarb; Hannah; hgoldfarb
      """,
    places: """
      418 Larchmont Ave, Apt 6; Portland; OR; 97209
      77 Cobbler Street; Providence; RI; 02903
      1902 Juniper Way; Boulder; CO; 80302
      230 W Magnolia Blvd, Unit 12; Savannah; GA; 31401
      5 Tannery Row; Ithaca; NY; 14850
      3611 Coldwater Rd; Minneapolis; MN; 55407
      88 Pelican Court; Sarasota; FL; 34236
      """
  )

  static let britain = DemoCountry(
    code: "GB",
    language: .english,
    currency: .gbp,
    offsetMinutes: 0,
    phone: "+44 7700 900###",
    carriers: [.royalMail, .dpd],
    methods: card,
    people: """
      Poppy Ashdown; Poppy; poppy.ashdown
      Graham Tulloch; Graham; g.tulloch
      Nerys Prydderch; Nerys; nerys.prydderch
      Tobias Wren; Toby; tobywren
      Yasmin Chaudhry; Yasmin; yasmin.chaudhry
      Fergus McLeish; Fergus; fergus.mcleish
      Beatrice Holloway; Bea; bea.holloway
      Kwame Asante; Kwame; k.asante
      Lottie Pemberton; Lottie; lottie.p
      Rhys Llewellyn; Rhys; rhys.llew
      """,
    places: """
      14 Chandler's Yard; Bristol; ; BS1 4QT
      3 Heron Quay; Leith; ; EH6 6QQ
      29b Fennel Street; Manchester; ; M4 3FU
      Tŷ Gwyn, Heol y Bont; Aberystwyth; ; SY23 1PY
      61 Quarry Hill; Sheffield; ; S10 2TB
      """
  )

  static let ireland = DemoCountry(
    code: "IE",
    language: .english,
    currency: .eur,
    offsetMinutes: 0,
    phone: "+353 85 555 ####",
    carriers: [.dpd, .gls],
    methods: card,
    people: """
      Aoife Ní Bhriain; Aoife; aoife.nib
      Declan Roche; Declan; declan.roche
      Róisín Keane; Róisín; roisin.keane
      Cormac Ó Sé; Cormac; cormac.ose
      """,
    places: """
      7 Weaver's Close; Galway; ; H91 X2CD
      22 Barrack Lane; Cork; ; T12 P4RR
      """
  )
}
