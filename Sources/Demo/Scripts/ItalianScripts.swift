extension ScriptTexts {
  static let italian = """
    = checkout
    c Ciao! Avete ancora {item}?
    | Buonasera, vorrei ordinare {item}
    | Salve, {item} è disponibile?
    b Ciao {name}, benvenuto da {shop}! Sì, {item} è a magazzino: {price} al pezzo. Quanti ne vuoi?
    c {count}, per favore
    | Ne prendo {count}
    c* E anche {extra}, grazie
    b* Certo, {extra} è nel carrello.
    c? La lampadina è compresa?
    b? Sì, nella scatola ce n'è una a luce calda.
    b A quale indirizzo spediamo?
    c {street}, {city}
    | In {street}, {city}
    b Grazie. Con la spedizione fa {total}. Ecco il pagamento sicuro: https://pay.example.com/{code}
    c Fatto!
    | Pagato
    | Ecco, tutto a posto
    = paid
    b Pagamento ricevuto, grazie! Il numero dell'ordine è {number}. Ti scriviamo qui appena parte.
    | Tutto bene, {name}. L'ordine {number} è confermato.
    = pay later
    b Grazie! L'ordine {number} è riservato e lo prepariamo. Il pagamento ({method}) è ancora aperto.
    = settled
    b Il pagamento di {number} è arrivato. Grazie, {name}!
    = reminder
    b Il tuo carrello da {total} ti aspetta ancora. Il link vale altre 24 ore.
    | {name}, ti tengo da parte {item}?
    = shipped
    b Buone notizie: {number} è partito con {carrier}. Tracciamento: {tracking}
    = delivered
    b {carrier} dice che {number} è stato consegnato. Speriamo ti piaccia!
    | {number} è arrivato. Se qualcosa non va, scrivici qui.
    = cannot pay
    c La carta viene rifiutata e non capisco perché
    | Non riesco a pagare, la pagina resta bianca
    a Mi dispiace, {name}. Sono {agent}. A volte la banca chiede conferma nella sua app; hai visto un avviso?
    c No, niente. Domani li chiamo
    | Ancora uguale. Riprovo stasera
    a Va bene, intanto ti tengo da parte {item}.
    = question
    c Ciao, {item} si può dimmerare?
    | {item} va bene in bagno?
    a Ciao {name}, sono {agent}. Con le nostre lampadine dimmerabili sì. In bagno a 60 cm dall'acqua.
    c Perfetto, prima misuro e poi torno
    | Grazie, sento mia moglie per il colore 😄
    a Con calma! Sono qui fino alle sei.
    = address
    c Ciao, in {number} ho lasciato il vecchio indirizzo. Si può cambiare?
    | Traslochiamo questa settimana, {number} può andare altrove?
    c Quello nuovo è via dei Tigli 8, stessa città
    | Adesso sarebbe corso del Mulino 21, secondo piano
    a Ciao {name}, sono {agent}. Non è ancora imballato, quindi è già cambiato.
    | Nessun problema, {name}. Il pacco va al nuovo indirizzo.
    c Che velocità, grazie
    | Perfetto, grazie mille 🙏
    = gift
    c Ciao! {number} è un regalo. Si può mettere un biglietto, senza prezzo nel pacco?
    | Potete fare una confezione regalo?
    a Volentieri! Cosa scriviamo sul biglietto?
    c "Per illuminare le tue letture. Un bacio, {name}"
    | "Buon compleanno mamma"
    a Che bello. Il biglietto è con l'ordine, e nessun prezzo nel pacco.
    = colour
    c Credo di aver sbagliato il colore di {item} 🙈 posso cambiare?
    | Posso avere {item} più scuro?
    a Ciao {name}, è ancora sullo scaffale. Quale preferisci?
    c Quello scuro, per favore
    | nero se c'è
    a Cambiato. Il prezzo resta uguale.
    c Siete fantastici, grazie
    = bulb
    c Che lampadina va in {item}? L'etichetta si è staccata
    | Quanti watt al massimo per {item}?
    a Attacco E27, fino a 40 W, oppure un LED sotto i 12 W. La luce delle foto è la nostra "Ember".
    c Ottimo, la prossima volta ne prendo due
    = invoice
    c Buongiorno, posso avere la fattura di {number} intestata alla mia ditta?
    | Mi serve la fattura con partita IVA per {number}
    a Certo. Quale nome e numero metto?
    c Studio Ponente Srl, 4471 2093
    a È nella tua posta, {name}.
    c Arrivata, grazie!
    = cancel
    c Scusate, devo annullare {number}, ho ordinato due volte per sbaglio
    | Si può annullare {number}? Ne abbiamo trovata una in soffitta 😅
    a Nessun problema, {name}. Era ancora qui, è annullato. I soldi tornano in 2-5 giorni.
    c Grazie, facilissimo
    = where
    c Ciao, dov'è il mio ordine {number}?
    | Novità su {number}? Il tracciamento è fermo da ieri
    | Salve, quando arriva {item}?
    c? Sono a casa solo fino a venerdì
    a Ciao {name}, sono {agent}. Ce l'ha {carrier}, numero {tracking}; dicono uno o due giorni.
    | Ho guardato, {name}: stamattina era già nella tua zona. Domani è realistico.
    c Va bene, grazie di aver guardato
    | Perfetto, allora aspetto
    = late
    c {number} doveva arrivare giorni fa e ancora niente. È una seccatura
    | Aspetto {item} da più di una settimana!!
    c Ho preso un giorno di ferie apposta
    | Da {carrier} non risponde nessuno
    a Hai ragione, {name}, mi dispiace. Ho aperto una ricerca con {carrier} e oggi ti faccio sapere.
    | Non deve succedere, {name}. Se domani sera non c'è, te ne mando uno nuovo a nostre spese.
    c Lo spero
    | Va bene. Ma scrivimi davvero
    a Promesso.
    = thanks
    c È arrivato! Ancora più bello che in foto 😍
    | {item} è al suo posto e la stanza è un'altra. Grazie!
    a Che gioia, {name}! Goditi la luce.
    | Grazie di avercelo scritto, {name}!
    = damaged
    c Ciao, il pacco è arrivato ma il paralume di {item} è crepato
    | Ho aperto {item} e la base è tutta ammaccata :(
    c Posso mandare le foto
    | La scatola fuori sembrava a posto
    a Oh no, mi dispiace. Bastano una foto del danno e una della scatola. Preferisci uno nuovo o una parte dei soldi?
    c Una parte va bene, da davanti quasi non si vede
    | Meglio una parte, lo incollo io
    a Allora rimborso subito una parte. Arriva in 2-5 giorni.
    c Molto corretto, grazie
    = refund
    c Vorrei rendere {item}, non sta bene col tavolo
    | Ciao, come restituisco {number}? È troppo grande per noi
    a Va bene, {name}. L'etichetta è nella tua posta; il rimborso parte quando arriva qui.
    c L'ho consegnato stamattina
    a È arrivato e l'intero importo sta tornando da te.
    c Grazie, tutto liscio
    = neighbour
    c {carrier} dice consegnato, ma ero a casa e non ha suonato nessuno
    | Il tracciamento dice che l'ho ritirato. Non l'ho ritirato io!
    a Guardo subito. Il corriere ha scritto "vicino, piano terra". Puoi chiedere lì?
    c Trovato! L'aveva la signora di sotto. Grazie
    | vero, ce l'ha il bar 👍
    = missing
    c {item} è arrivato, ma manca il sacchetto delle viti
    | Nella scatola di {item} non ci sono le istruzioni
    a Scusa! Parte oggi per lettera, tra due giorni è lì.
    c Grande, grazie per la velocità
    = to refund
    k rimbors, soldi, accredit
    c Grazie! Quando lo vedo sul conto?
    | Perfetto, sulla stessa carta?
    = to tracking
    k tracciam, corriere, pacco, consegn, spedi, partito
    c Grazie, lo tengo d'occhio
    | Devo essere a casa?
    | Ah sì, adesso si muove
    = to address
    k indirizzo, via , piano, cap
    c Sì, l'indirizzo è giusto
    | Esatto. Sul campanello c'è "{name}"
    = to delay
    k dispiac, scus, ritard, purtroppo
    c Capita, grazie di avermelo detto
    | Va bene, basta che arrivi questa settimana
    = to thanks
    k grazie, piacere, gioia, lieti
    c 😊
    | Buona giornata!
    = to question
    k ?
    c Sì, grazie
    | Sì, per me va bene
    = to other
    c Ok, grazie!
    | Perfetto, grazie della risposta veloce
    """
}
