import Commerce

/// Customers farther away; who has no chat language of their own here writes English.
extension DemoCountry {
  static let farther = [
    japan, kuwait, greece, ukraine, korea, poland, czechia, sweden, turkey, india,
  ]

  static let japan = DemoCountry(
    code: "JP",
    language: .japanese,
    currency: .jpy,
    offsetMinutes: 540,
    phone: "+81 90-5555-####",
    carriers: [.yamato],
    methods: ["card", "card", "card", "konbini", "cash_on_delivery"],
    people: """
      小泉 美月; 小泉; mizuki.koizumi
      高橋 蓮; 高橋; ren.takahashi
      渡邉 さくら; 渡邉; sakura.watanabe
      中島 悠斗; 中島; yuto.nakajima
      藤原 千尋; 藤原; chihiro.fujiwara
      久保田 一樹; 久保田; kazuki.kubota
      斎藤 ひかり; 斎藤; hikari.saito
      森川 陸; 森川; riku.morikawa
      長谷川 結衣; 長谷川; yui.hasegawa
      水野 航; 水野; wataru.mizuno
      タカハシ エマ; タカハシ; emma.takahashi
      """,
    places: """
      桜丘町14-6 メゾン灯302; 東京都渋谷区; ; 150-0031
      御幸町通三条上ル8; 京都市中京区; 京都府; 604-8074
      港町2-1-5; 函館市; 北海道; 040-0053
      大名1-9-22; 福岡市中央区; 福岡県; 810-0041
      """
  )

  static let kuwait = DemoCountry(
    code: "KW",
    language: .english,
    currency: kuwaitiDinar,
    offsetMinutes: 180,
    phone: "+965 5555 ####",
    carriers: [.aramex, .dhl],
    methods: ["card", "card", "knet", "cash_on_delivery"],
    people: """
      نورة العنزي; Noura; noura.alenezi
      فهد المطيري; Fahad; fahad.mutairi
      دلال الصباح; Dalal; dalal.s
      يوسف الكندري; Yousef; yousef.kandari
      مريم بهبهاني; Maryam; maryam.b
      عبدالله الرشيد; Abdullah; a.alrashid
      حصة الفرحان; Hessa; hessa.farhan
      """,
    places: """
      شارع الخليج العربي، قطعة 4، منزل 12; السالمية; ; 22060
      شارع ابن خلدون، قطعة 6; حولي; ; 32040
      Block 3, Street 11, House 27; Mishref; ; 40172
      """
  )

  static let greece = DemoCountry(
    code: "GR",
    language: .english,
    currency: .eur,
    offsetMinutes: 120,
    phone: "+30 695 555 ####",
    carriers: [.dhl, .dpd],
    methods: ["card", "card", "cash_on_delivery"],
    people: """
      Ελένη Παπαδοπούλου; Eleni; eleni.papad
      Γιώργος Κωνσταντίνου; Giorgos; g.konstantinou
      Δέσποινα Βλάχου; Despina; despina.vlachou
      Νικόλας Αργυρός; Nikolas; n.argyros
      Χριστίνα Μαυρομάτη; Christina; chr.mavromati
      """,
    places: """
      Οδός Ακαδημίας 43; Αθήνα; ; 106 72
      Τσιμισκή 118; Θεσσαλονίκη; ; 546 21
      """
  )

  static let ukraine = DemoCountry(
    code: "UA",
    language: .english,
    currency: .eur,
    offsetMinutes: 120,
    phone: "+380 50 555 ## ##",
    carriers: [.dhl],
    methods: card,
    people: """
      Оксана Ткаченко; Oksana; oksana.tk
      Дмитро Ковальчук; Dmytro; d.kovalchuk
      Соломія Гнатюк; Solomiia; solomiia.h
      Ярослав Шевчишин; Yaroslav; yaroslav.sh
      Софія Мельник-Бондар; Sofiia; sofiia.mb
      """,
    places: """
      вул. Личаківська, 27, кв. 5; Львів; ; 79008
      Андріївський узвіз, 11; Київ; ; 04070
      """
  )

  static let korea = DemoCountry(
    code: "KR",
    language: .english,
    currency: .usd,
    offsetMinutes: 540,
    phone: "+82 10-5555-####",
    carriers: [.fedex, .dhl],
    methods: card,
    people: """
      김서연; Seoyeon; seoyeon.kim
      박지훈; Jihun; jihun.park
      이하은; Haeun; haeun.lee
      최민재; Minjae; minjae.choi
      정다은; Daeun; daeun.jung
      """,
    places: """
      연남로 28, 201호; 서울 마포구; ; 03983
      해운대해변로 140; 부산 해운대구; ; 48094
      """
  )

  static let poland = DemoCountry(
    code: "PL",
    language: .english,
    currency: .eur,
    offsetMinutes: 60,
    phone: "+48 515 555 ###",
    carriers: [.dpd, .gls],
    methods: ["card", "card", "blik", "cash_on_delivery"],
    people: """
      Łukasz Wiśniewski; Łukasz; lukasz.wis
      Agnieszka Żółtowska; Agnieszka; aga.zoltowska
      Paweł Gąsior; Paweł; pawel.gasior
      Świętosława Ćwik; Sława; slawa.cwik
      Grażyna Błażejczyk; Grażyna; g.blazejczyk
      """,
    places: """
      ul. Świętojańska 14/3; Gdańsk; ; 80-840
      ul. Józefa 9; Kraków; ; 31-056
      ul. Żwirki i Wigury 2; Łódź; ; 90-601
      """
  )

  static let czechia = DemoCountry(
    code: "CZ",
    language: .english,
    currency: .eur,
    offsetMinutes: 60,
    phone: "+420 605 555 ###",
    carriers: [.dpd, .gls],
    methods: card,
    people: """
      Kateřina Dvořáčková; Kateřina; katerina.d
      Jiří Šťastný; Jiří; jiri.stastny
      Zdeňka Růžičková; Zdeňka; zdena.ruzickova
      Ondřej Čížek; Ondřej; ondrej.cizek
      """,
    places: """
      Úvoz 39; Brno; ; 602 00
      Křižíkova 112/88; Praha 8; ; 186 00
      """
  )

  static let sweden = DemoCountry(
    code: "SE",
    language: .english,
    currency: .eur,
    offsetMinutes: 60,
    phone: "+46 70 174 06 ##",
    carriers: [.dhl, .dpd],
    methods: ["card", "card", "invoice"],
    people: """
      Åsa Björkegren; Åsa; asa.bjorkegren
      Göran Sjölund; Göran; goran.sjolund
      Märta Öberg; Märta; marta.oberg
      Ville Hägerström; Ville; ville.h
      """,
    places: """
      Östra Ågatan 31; Uppsala; ; 753 22
      Kungsgatan 8B; Göteborg; ; 411 19
      """
  )

  static let turkey = DemoCountry(
    code: "TR",
    language: .english,
    currency: .usd,
    offsetMinutes: 180,
    phone: "+90 555 555 ## ##",
    carriers: [.ups, .aramex],
    methods: card,
    people: """
      Gülşen Çağlar; Gülşen; gulsen.caglar
      İsmail Öztürk; İsmail; ismail.ozturk
      Şebnem Ağaoğlu; Şebnem; sebnem.a
      Doğukan Işık; Doğukan; dogukan.isik
      """,
    places: """
      Bağdat Caddesi No: 214/7; İstanbul; ; 34728
      Kıbrıs Şehitleri Cd. 45; İzmir; ; 35220
      """
  )

  static let india = DemoCountry(
    code: "IN",
    language: .english,
    currency: .usd,
    offsetMinutes: 330,
    phone: "+91 98555 5####",
    carriers: [.dhl, .fedex],
    methods: card,
    people: """
      अनन्या देशपांडे; Ananya; ananya.deshpande
      रोहन कुलकर्णी; Rohan; rohan.k
      மீனாட்சி சுந்தரம்; Meenakshi; meena.sundaram
      Arjun Bhattacharya; Arjun; arjun.b
      Kavya Iyer; Kavya; kavya.iyer
      Sourav Chatterjee; Sourav; sourav.ch
      """,
    places: """
      12 प्रभात रोड; पुणे; MH; 411004
      4th Cross, Jayanagar; Bengaluru; KA; 560011
      """
  )
}
