extension ScriptTexts {
  static let french = """
    = checkout
    c Bonjour ! Avez-vous encore {item} ?
    | Bonsoir, je voudrais commander {item}
    | Bonjour, {item} est-il disponible ?
    b Bonjour {name}, bienvenue chez {shop} ! Oui, {item} est en stock : {price} pièce. Combien en souhaitez-vous ?
    c {count} s'il vous plaît
    | J'en prends {count}
    c* Et aussi {extra}, merci
    b* Bien sûr, {extra} est aussi dans le panier.
    c? Est-ce que l'ampoule est fournie ?
    b? Oui, une ampoule blanc chaud est dans le carton.
    b À quelle adresse pouvons-nous l'envoyer ?
    c {street}, {city}
    | Au {street}, {city}
    b Merci. Avec la livraison cela fait {total}. Voici votre paiement sécurisé : https://pay.example.com/{code}
    c C'est fait !
    | Payé
    | Voilà, merci
    = paid
    b Paiement reçu, merci ! Votre numéro de commande est {number}. Nous vous écrivons ici dès qu'elle part.
    | C'est bon, {name}. La commande {number} est confirmée.
    = pay later
    b Merci ! La commande {number} est réservée, nous la préparons. Le paiement ({method}) reste à venir.
    = settled
    b Le paiement de {number} est arrivé. Merci, {name} !
    = reminder
    b Votre panier de {total} vous attend encore. Le lien reste valable 24 heures.
    | {name}, je vous mets {item} de côté ?
    = shipped
    b Bonne nouvelle : {number} est parti avec {carrier}. Suivi : {tracking}
    = delivered
    b {carrier} nous indique que {number} est livré. Nous espérons qu'il vous plaît !
    | {number} est arrivé. Si quelque chose ne va pas, écrivez-nous ici.
    = cannot pay
    c Ma carte est refusée à chaque fois, je ne comprends pas
    | Impossible de payer, la page tourne dans le vide
    a Toutes mes excuses, {name}. Ici {agent}. La banque demande parfois une validation dans son application ; avez-vous vu un message ?
    c Non, rien. Je les appelle demain
    | Toujours pareil. J'essaierai ce soir
    a Entendu, je garde {item} pour vous.
    = question
    c Bonjour, peut-on varier l'intensité de {item} ?
    | {item} convient-il pour une salle de bains ?
    a Bonjour {name}, ici {agent}. Avec nos ampoules variables, oui. Dans une salle de bains, à 60 cm de l'eau.
    c Très bien, je mesure et je reviens
    | Merci, je demande à mon mari pour la couleur 😄
    a Prenez votre temps ! Je suis là jusqu'à dix-huit heures.
    = address
    c Bonjour, j'ai laissé mon ancienne adresse pour {number}. Peut-on encore la changer ?
    | Nous déménageons cette semaine, {number} peut-il aller ailleurs ?
    c La nouvelle : 8 rue du Verger, même ville
    | Maintenant c'est 21 quai des Tanneurs, 2e étage
    a Bonjour {name}, ici {agent}. Ce n'est pas encore emballé, c'est donc déjà changé.
    | Pas de souci, {name}. Le colis part à la nouvelle adresse.
    c Parfait, quelle rapidité
    | Merci beaucoup 🙏
    = gift
    c Bonjour ! {number} est un cadeau. Pouvez-vous ajouter un mot, sans facture dans le colis ?
    | Pourriez-vous faire un paquet cadeau ?
    a Avec plaisir ! Que faut-il écrire sur la carte ?
    c « Pour éclairer tes lectures. Bises, {name} »
    | « Joyeux anniversaire maman »
    a C'est joli. La carte est avec la commande, et aucun prix dans le colis.
    = colour
    c Je crois que j'ai pris la mauvaise couleur pour {item} 🙈 puis-je échanger ?
    | Puis-je avoir {item} en plus foncé ?
    a Bonjour {name}, il est encore en rayon. Laquelle préférez-vous ?
    c La plus foncée, s'il vous plaît
    | en noir si possible
    a C'est échangé. Le prix reste le même.
    c Vous êtes formidables, merci
    = bulb
    c Quelle ampoule va dans {item} ? L'étiquette est partie
    | Quelle puissance maximum pour {item} ?
    a Culot E27, jusqu'à 40 W, ou une LED sous 12 W. La lumière des photos vient de notre « Ember ».
    c Super, j'en prendrai deux la prochaine fois
    = invoice
    c Bonjour, pourrais-je avoir la facture de {number} au nom de ma société ?
    | Il me faut une facture avec TVA pour {number}
    a Bien sûr. Quel nom et quel numéro dois-je indiquer ?
    c Atelier du Phare SARL, 4471 2093
    a Elle est dans votre boîte, {name}.
    c Bien reçue, merci !
    = cancel
    c Pardon, je dois annuler {number}, j'ai commandé deux fois par erreur
    | Peut-on annuler {number} ? On en a retrouvé une au grenier 😅
    a Aucun problème, {name}. Rien n'était parti, c'est annulé. L'argent revient sous 2 à 5 jours.
    c Merci, c'est vraiment simple
    = where
    c Bonjour, où en est ma commande {number} ?
    | Des nouvelles de {number} ? Le suivi ne bouge plus depuis hier
    | Bonjour, quand arrive {item} ?
    c? Je ne suis là que jusqu'à vendredi
    a Bonjour {name}, ici {agent}. {carrier} l'a pris en charge, numéro {tracking} ; comptez un ou deux jours.
    | J'ai regardé, {name} : il était dans votre région ce matin. Demain, c'est réaliste.
    c D'accord, merci d'avoir regardé
    | Parfait, j'attends alors
    = late
    c {number} devait arriver il y a des jours et toujours rien. C'est agaçant
    | J'attends {item} depuis plus d'une semaine !!
    c J'avais posé une journée exprès
    | Personne ne répond chez {carrier}
    a Vous avez raison, {name}, toutes mes excuses. J'ai ouvert une enquête chez {carrier} et je vous réponds aujourd'hui.
    | Ce n'est pas normal, {name}. Sans colis demain soir, je vous en renvoie un à nos frais.
    c Je l'espère
    | Bon. Mais écrivez-moi vraiment
    a C'est promis.
    = thanks
    c C'est arrivé ! Encore plus beau que sur les photos 😍
    | {item} est en place et la pièce est transformée. Merci !
    a Quel plaisir, {name} ! Profitez bien de la lumière.
    | Merci de nous l'écrire, {name} !
    = damaged
    c Bonjour, le colis est là mais l'abat-jour de {item} est fendu
    | J'ai déballé {item}, le pied est tout cabossé :(
    c Je peux envoyer des photos
    | Le carton avait l'air intact
    a Oh non, toutes mes excuses. Une photo du dégât et une du carton suffisent. Préférez-vous un neuf ou un remboursement partiel ?
    c Un petit remboursement me va, ça ne se voit presque pas
    | Plutôt une partie de l'argent, je vais le recoller
    a Alors je rembourse une partie tout de suite. Comptez 2 à 5 jours.
    c Très correct, merci
    = refund
    c Je voudrais renvoyer {item}, il ne va pas avec la table
    | Bonjour, comment retourner {number} ? C'est trop grand chez nous
    a Bien sûr, {name}. L'étiquette de retour est dans votre boîte ; le remboursement suit à réception.
    c Je l'ai déposé ce matin
    a Il est bien arrivé et la somme entière est en route vers vous.
    c Merci, tout s'est bien passé
    = neighbour
    c {carrier} dit livré, mais j'étais chez moi et personne n'a sonné
    | D'après le suivi je l'ai reçu. Pas du tout !
    a Je regarde. Le livreur a noté « voisin, rez-de-chaussée ». Pouvez-vous demander ?
    c Trouvé ! C'était la dame du dessous. Merci
    | exact, la boulangerie l'avait 👍
    = missing
    c {item} est là, mais il manque le sachet de vis
    | Pas de notice dans le carton de {item}
    a Pardon ! Je l'envoie par lettre aujourd'hui, vous l'aurez dans deux jours.
    c Super, merci pour la rapidité
    = to refund
    k rembours, argent, avoir
    c Merci ! Quand est-ce que je le verrai sur mon compte ?
    | Parfait, sur la même carte ?
    = to tracking
    k suivi, colis, livr, route, expédi, transporteur
    c Merci, je surveille
    | Dois-je être chez moi ?
    | Ah oui, ça bouge maintenant
    = to address
    k adresse, rue, étage, code postal
    c Oui, c'est la bonne adresse
    | Exact. Sur la sonnette il y a « {name} »
    = to delay
    k désol, excus, retard, malheureus
    c Ça arrive, merci de prévenir
    | Bon, tant que c'est cette semaine
    = to thanks
    k merci, plaisir, ravi, profit, journée
    c 😊
    | Bonne journée !
    = to question
    k ?
    c Oui, s'il vous plaît
    | Oui, ça me convient
    = to other
    c D'accord, merci !
    | Très bien, merci pour la réponse rapide
    """
}
