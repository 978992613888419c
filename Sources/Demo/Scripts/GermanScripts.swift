extension ScriptTexts {
  static let german = """
    = checkout
    c Hallo! Gibt es {item} noch?
    | Guten Tag, ich möchte gern {item} bestellen
    | Guten Abend, ist {item} lieferbar?
    b Hallo {name}, willkommen bei {shop}! Ja, {item} ist auf Lager: {price} pro Stück. Wie viele dürfen es sein?
    c {count} bitte
    | Ich nehme {count}
    c* Und dazu noch {extra}
    b* Gern, {extra} liegt mit im Warenkorb.
    c? Ist ein Leuchtmittel dabei?
    b? Ja, ein passendes warmweißes liegt im Karton.
    b Wohin dürfen wir liefern?
    c {street}, {city}
    | Bitte an {street}, {city}
    b Danke. Mit Versand sind es {total}. Hier geht es sicher zur Kasse: https://pay.example.com/{code}
    c Erledigt!
    | So, bezahlt
    | Fertig, danke
    = paid
    b Die Zahlung ist da, vielen Dank! Ihre Bestellnummer ist {number}. Wir melden uns hier, sobald sie das Haus verlässt.
    | Das hat geklappt, {name}. Bestellung {number} ist bestätigt.
    = pay later
    b Danke! Bestellung {number} ist reserviert, wir packen schon. Die Zahlung ({method}) ist noch offen.
    = settled
    b Die Zahlung für {number} ist eingegangen. Vielen Dank!
    = reminder
    b Ihr Einkauf über {total} wartet noch. Der Link gilt weitere 24 Stunden.
    | {name}, soll ich {item} für Sie zurücklegen?
    = shipped
    b Gute Nachricht: {number} ist mit {carrier} unterwegs. Sendungsnummer: {tracking}
    = delivered
    b {carrier} meldet, dass {number} zugestellt ist. Viel Freude damit!
    | {number} ist angekommen. Falls etwas nicht stimmt, schreiben Sie einfach hier.
    = cannot pay
    c Meine Karte wird dauernd abgelehnt, ich weiß nicht warum
    | Ich kann nicht bezahlen, die Seite hängt jedes Mal
    a Das tut mir leid, {name}. Hier ist {agent}. Manchmal will die Bank eine Freigabe in ihrer App; haben Sie dort etwas gesehen?
    c Nein, nichts. Ich rufe morgen dort an
    | Immer noch. Ich probiere es abends am Rechner
    a Gern, ich lege {item} solange zurück.
    = question
    c Hallo, lässt sich {item} dimmen?
    | Darf {item} ins Bad?
    a Hallo {name}, hier ist {agent}. Mit unseren dimmbaren Leuchtmitteln geht es. Im Bad bitte 60 cm Abstand zum Wasser.
    c Gut, dann messe ich erst mal nach
    | Danke, ich frage noch meine Frau wegen der Farbe 😄
    a Keine Eile! Ich bin bis sechs da.
    = address
    c Hallo, bei {number} steht noch meine alte Adresse. Geht das noch zu ändern?
    | Wir ziehen diese Woche um, kann {number} woandershin?
    c Neu ist Lindenhof 8, gleiche Stadt
    | Jetzt wäre es Am Mühlbach 21, 2. Stock
    a Hallo {name}, hier ist {agent}. Es ist noch nicht gepackt, also schon geändert.
    | Kein Problem, {name}. Es geht an die neue Adresse.
    c Super, das ging ja schnell
    | Perfekt, danke 🙏
    = gift
    c Hallo! {number} ist ein Geschenk. Geht eine Karte dazu, und ohne Rechnung im Paket?
    | Können Sie das als Geschenk einpacken?
    a Sehr gern! Was soll auf der Karte stehen?
    c "Damit dir immer ein Licht aufgeht. Von uns allen"
    | "Alles Gute zum Geburtstag, Mama"
    a Schön. Die Karte liegt bei der Bestellung, und im Paket steht kein Preis.
    = colour
    c Ich glaube, ich habe bei {item} die falsche Farbe genommen 🙈 kann ich tauschen?
    | Kann ich {item} doch in dunkel haben?
    a Hallo {name}, es steht noch im Regal. Welche soll es sein?
    c Die dunkle bitte
    | schwarz, wenn es das noch gibt
    a Getauscht. Der Preis bleibt gleich.
    c Ihr seid super, danke
    = bulb
    c Welches Leuchtmittel gehört in {item}? Der Aufkleber ist ab
    | Wie stark darf die Birne in {item} höchstens sein?
    a E27, bis 40 W, oder LED unter 12 W. Das Licht auf den Fotos macht unsere "Ember".
    c Prima, davon bestelle ich nächstes Mal zwei
    = invoice
    c Hallo, könnte ich die Rechnung für {number} auf meine Firma haben?
    | Ich brauche für {number} eine Rechnung mit USt-IdNr.
    a Gern. Welcher Name und welche Nummer sollen darauf?
    c Atelier Nordlicht GmbH, 4471 2093
    a Schon in Ihrem Postfach, {name}.
    c Ist da, danke!
    = cancel
    c Entschuldigung, ich muss {number} stornieren, ich habe aus Versehen zweimal bestellt
    | Kann ich {number} absagen? Wir haben auf dem Dachboden eine gefunden 😅
    a Kein Problem, {name}. Es war noch hier und ist storniert. Das Geld ist in 2 bis 5 Tagen zurück.
    c Danke, so unkompliziert
    = where
    c Hallo, wo bleibt meine Bestellung {number}?
    | Gibt es etwas Neues zu {number}? Die Sendung steht seit gestern
    | Guten Tag, wann kommt {item}?
    c? Ich bin nur bis Freitag zu Hause
    a Hallo {name}, hier ist {agent}. {carrier} hat es, Nummer {tracking}; es soll in ein bis zwei Tagen da sein.
    | Ich habe nachgesehen, {name}: heute früh war es schon in Ihrer Region. Morgen ist realistisch.
    c Gut, danke fürs Nachsehen
    | Alles klar, dann warte ich
    = late
    c {number} sollte vor Tagen da sein, und nichts passiert. Das ist wirklich ärgerlich
    | Ich warte seit über einer Woche auf {item}!!
    c Ich habe mir dafür extra frei genommen
    | Bei {carrier} geht niemand ans Telefon
    a Sie haben recht, {name}, das tut mir leid. Ich habe eine Nachforschung bei {carrier} gestartet und melde mich heute noch.
    | Das soll nicht sein, {name}. Wenn es bis morgen Abend nicht da ist, schicke ich eine neue auf unsere Kosten.
    c Das hoffe ich
    | Na gut. Aber bitte wirklich melden
    a Versprochen.
    = thanks
    c Ist angekommen! Sieht noch schöner aus als auf den Fotos 😍
    | {item} hängt, und das Zimmer ist wie neu. Danke!
    a Das freut uns sehr, {name}! Viel Freude am Licht.
    | Danke, dass Sie es uns schreiben, {name}!
    = damaged
    c Hallo, das Paket kam heute, aber der Schirm von {item} hat einen Riss
    | Ich habe {item} ausgepackt, der Fuß hat eine dicke Delle :(
    c Ich kann Fotos schicken
    | Der Karton sah außen gut aus
    a Oh, das tut mir leid. Ein Foto vom Schaden und eins vom Karton genügen. Möchten Sie eine neue oder einen Teil vom Geld zurück?
    c Ein Teil zurück ist gut, von vorn sieht man es kaum
    | Lieber etwas Geld zurück, ich klebe das
    a Dann erstatte ich gleich einen Teil. In 2 bis 5 Tagen ist er da.
    c Sehr fair, danke
    = refund
    c Ich möchte {item} zurückschicken, es passt nicht zum Tisch
    | Hallo, wie gebe ich {number} zurück? Es ist zu groß für uns
    a Kein Problem, {name}. Der Rückschein ist in Ihrer Post; das Geld folgt, sobald es hier ist.
    c Ich habe es heute früh abgegeben
    a Es ist da, und der ganze Betrag ist auf dem Rückweg.
    c Danke, das ging glatt
    = neighbour
    c {carrier} sagt zugestellt, aber ich war zu Hause und niemand hat geklingelt
    | Laut Sendung habe ich es angenommen. Habe ich nicht!
    a Ich sehe nach. Der Fahrer hat "Nachbar, Erdgeschoss" notiert. Fragen Sie dort mal?
    c Gefunden! Die Dame von unten hatte es. Danke
    | stimmt, der Laden nebenan hat es 👍
    = missing
    c {item} ist da, aber der Beutel mit den Schrauben fehlt
    | Im Karton von {item} fehlt die Anleitung
    a Entschuldigung! Geht heute als Brief raus, in zwei Tagen ist er da.
    c Klasse, danke für die schnelle Hilfe
    = to refund
    k erstatt, geld zurück, gutschr, rückzahl
    c Danke! Wann sehe ich es auf dem Konto?
    | Prima, auf dieselbe Karte?
    = to tracking
    k sendung, paket, unterwegs, zustell, liefer, verschick, versand
    c Danke, ich behalte es im Auge
    | Muss ich dafür zu Hause sein?
    | Ah, jetzt bewegt es sich
    = to address
    k adresse, straße, anschrift, stock, plz
    c Ja, die Adresse stimmt
    | Richtig. An der Klingel steht "{name}"
    = to delay
    k leid, entschuldig, verspät, verzöger, leider
    c Kommt vor. Danke fürs Bescheidsagen
    | Na gut, Hauptsache diese Woche
    = to thanks
    k danke, gern, freut, freude, schönen
    c 😊
    | Schönen Tag noch!
    = to question
    k ?
    c Ja, bitte
    | Ja, das passt mir gut
    = to other
    c Ok, danke!
    | Alles klar, danke für die schnelle Antwort
    """
}
