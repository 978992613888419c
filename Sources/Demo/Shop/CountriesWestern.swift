import Commerce

/// The languages of western Europe and of the Americas.
extension DemoCountry {
  static let western = [germany, austria, france, spain, mexico, italy, portugal, brazil]

  static let germany = DemoCountry(
    code: "DE",
    language: .german,
    currency: .eur,
    offsetMinutes: 60,
    phone: "+49 152 55####0#",
    carriers: [.dhl, .gls, .dpd],
    methods: ["card", "card", "paypal", "paypal", "invoice", "bank_transfer"],
    people: """
      Jürgen Köhnlein; Herr Köhnlein; j.koehnlein
      Swantje Petersen; Swantje; swantje.petersen
      Miriam Großkreuz; Miriam; m.grosskreuz
      Björn Aßmann; Björn; bjoern.assmann
      Ayşe Yıldırım-Vogt; Ayşe; ayse.vogt
      Hannelore Pfützner; Frau Pfützner; h.pfuetzner
      Torben Külz; Torben; torben.kuelz
      Lieselotte Jäckel; Lieselotte; lilo.jaeckel
      Emre Schönfeld; Emre; emre.schoenfeld
      Friederike Nießen; Friederike; f.niessen
      Käthe Brömmelkamp; Käthe; kaethe.b
      Ulf Drießelmann; Ulf; ulf.driesselmann
      """,
    places: """
      Löwenzahnweg 12; Tübingen; ; 72070
      Große Bergstraße 201; Hamburg; ; 22767
      Körnerplatz 3; Dresden; ; 01326
      Mühlengasse 44, 3. OG; Köln; ; 50667
      Am Weißen Stein 9; Würzburg; ; 97080
      """
  )

  static let austria = DemoCountry(
    code: "AT",
    language: .german,
    currency: .eur,
    offsetMinutes: 60,
    phone: "+43 677 555 ###",
    carriers: [.gls, .dpd],
    methods: ["card", "card", "paypal", "invoice"],
    people: """
      Leopold Gstöttner; Leopold; leo.gstoettner
      Annemarie Zörrer; Annemarie; am.zoerrer
      Xaver Höllbacher; Xaver; xaver.h
      Vroni Sägmüller; Vroni; vroni.s
      """,
    places: """
      Schönbrunner Gürtel 17/4; Wien; ; 1120
      Mönchsberggasse 2; Salzburg; ; 5020
      """
  )

  static let france = DemoCountry(
    code: "FR",
    language: .french,
    currency: .eur,
    offsetMinutes: 60,
    phone: "+33 6 39 98 ## ##",
    carriers: [.colissimo, .dpd],
    methods: card,
    people: """
      Anaïs Béranger; Anaïs; anais.beranger
      Loïc Guérec; Loïc; loic.guerec
      Françoise Lhéritier; Françoise; f.lheritier
      Mathéo Dussaux; Mathéo; matheo.d
      Zoé Chaperon; Zoé; zoe.chaperon
      Amadou Cissé; Amadou; amadou.cisse
      Hélène Œuvrard; Hélène; helene.oeuvrard
      Benoît Maçon; Benoît; benoit.macon
      Inès Belhadj; Inès; ines.belhadj
      Côme de Quélen; Côme; come.dequelen
      """,
    places: """
      9 rue de l'Échiquier; Nantes; ; 44000
      31 quai Gillet, bât. C; Lyon; ; 69004
      4 place du Vieux-Marché; Rouen; ; 76000
      12 bis impasse des Mûriers; Montpellier; ; 34000
      """
  )

  static let spain = DemoCountry(
    code: "ES",
    language: .spanish,
    currency: .eur,
    offsetMinutes: 60,
    phone: "+34 655 55# ###",
    carriers: [.correos, .gls],
    methods: ["card", "card", "paypal", "cash_on_delivery"],
    people: """
      Begoña Arrizabalaga; Begoña; bego.arriza
      Iñaki Etxeberria; Iñaki; inaki.etxe
      Lucía Peñalver; Lucía; lucia.penalver
      Martín Ordóñez; Martín; martin.ordonez
      Nuria Camps i Soler; Nuria; nuria.camps
      Álvaro Quiñones; Álvaro; alvaro.q
      Rocío Bermúdez; Rocío; rocio.bermudez
      Xoán Seoane; Xoán; xoan.seoane
      """,
    places: """
      Calle del Almendro 24, 3º C; Madrid; ; 28005
      Carrer de les Carabasses 5; Barcelona; ; 08001
      Avenida de la Constitución 61; Sevilla; ; 41004
      Rúa do Vilar 18; Santiago de Compostela; ; 15705
      """
  )

  static let mexico = DemoCountry(
    code: "MX",
    language: .spanish,
    currency: .usd,
    offsetMinutes: -360,
    phone: "+52 55 5555 ####",
    carriers: [.dhl, .fedex],
    methods: card,
    people: """
      Ximena Villaseñor; Ximena; ximena.v
      Joaquín Nájera; Joaquín; joaquin.najera
      Citlali Huerta; Citlali; citlali.huerta
      Emiliano Zúñiga; Emiliano; e.zuniga
      Guadalupe Ibáñez; Lupita; lupita.ibanez
      Ramiro Treviño; Ramiro; ramiro.trevino
      """,
    places: """
      Calle Jacarandas 118, Col. Roma; Ciudad de México; CDMX; 06700
      Callejón del Beso 9; Guanajuato; GTO; 36000
      Av. Revolución 2040; Monterrey; NL; 64000
      """
  )

  static let italy = DemoCountry(
    code: "IT",
    language: .italian,
    currency: .eur,
    offsetMinutes: 60,
    phone: "+39 350 555 ####",
    carriers: [.gls, .dhl],
    methods: ["card", "card", "paypal", "cash_on_delivery"],
    people: """
      Niccolò Bencivenni; Niccolò; n.bencivenni
      Ornella Zanardelli; Ornella; ornella.z
      Désirée Quattrocchi; Désirée; desi.quattrocchi
      Giosuè Mastropasqua; Giosuè; giosue.m
      Ludovica Sforzin; Ludovica; ludovica.sforzin
      Salvatore Cùscunà; Salvatore; s.cuscuna
      Mirella Bò; Mirella; mirella.bo
      Tommaso degl'Innocenti; Tommaso; t.innocenti
      Fiammetta Corradi; Fiammetta; fiamma.corradi
      """,
    places: """
      Via dei Fabbri 8; Bologna; BO; 40124
      Salita San Martino 3; Genova; GE; 16131
      Corso Umberto I 212; Napoli; NA; 80138
      Fondamenta della Sensa 3310; Venezia; VE; 30121
      """
  )

  static let portugal = DemoCountry(
    code: "PT",
    language: .portuguese,
    currency: .eur,
    offsetMinutes: 0,
    phone: "+351 925 55# ###",
    carriers: [.dpd, .gls],
    methods: ["card", "card", "mb_way", "bank_transfer"],
    people: """
      Inês Gonçalves; Inês; ines.goncalves
      Simão Vasconcelos; Simão; simao.v
      Conceição Brandão; Conceição; c.brandao
      Tomé Figueirôa; Tomé; tome.figueiroa
      Leonor Assunção; Leonor; leonor.a
      """,
    places: """
      Travessa do Açougue 6, 2.º dto; Lisboa; ; 1200-004
      Rua das Flores 140; Porto; ; 4050-262
      Largo da Misericórdia 1; Évora; ; 7000-646
      """
  )

  static let brazil = DemoCountry(
    code: "BR",
    language: .portuguese,
    currency: .brl,
    offsetMinutes: -180,
    phone: "+55 11 95555-####",
    carriers: [.correios],
    methods: ["card", "card", "boleto", "boleto", "pix"],
    people: """
      Thaís Magalhães; Thaís; thais.magalhaes
      João Vítor Araújo; João Vítor; jv.araujo
      Raíssa Figueirêdo; Raíssa; raissa.f
      Antônio Brandini; Antônio; antonio.brandini
      Luísa Yamashita; Luísa; luisa.yamashita
      Wagner Sepúlveda; Wagner; wagner.sep
      Bárbara Gusmão; Bárbara; barbara.gusmao
      Caetano Lobão; Caetano; caetano.lobao
      Iracema Queirós; Iracema; iracema.q
      Otávio Conceição; Otávio; otavio.c
      Jéssica Pamplona; Jéssica; jessica.pamplona
      Estêvão Müller; Estêvão; estevao.muller
      """,
    places: """
      Rua Aspicuelta, 512, apto 81; São Paulo; SP; 05433-010
      Ladeira da Saúde, 20; Salvador; BA; 40060-060
      Av. Beira-Mar, 1400; Florianópolis; SC; 88015-700
      Rua do Ouvidor, 77; Rio de Janeiro; RJ; 20040-030
      Travessa Pará, 9; Belém; PA; 66020-000
      """
  )
}
