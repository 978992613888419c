extension ScriptTexts {
  static let spanish = """
    = checkout
    c ¡Hola! ¿Tenéis todavía {item}?
    | Buenas tardes, quería pedir {item}
    | Hola, vi {item} en vuestra página. ¿Está disponible?
    b ¡Hola, {name}! Te damos la bienvenida a {shop}. Sí, {item} está en almacén: {price} por unidad. ¿Cuántas quieres?
    c {count}, por favor
    | Con {count} me vale
    c* Y también {extra}, por favor
    b* Claro, {extra} va también en la cesta.
    c? ¿Viene con bombilla?
    b? Sí, lleva una bombilla de luz cálida en la caja.
    b ¿A qué dirección lo enviamos?
    c {street}, {city}
    | A {street}, {city}, por favor
    b Gracias. Con el envío son {total}. Aquí puedes pagar con seguridad: https://pay.example.com/{code}
    c Listo
    | Ya está pagado
    | Hecho, gracias
    = paid
    b ¡Pago recibido! Tu número de pedido es {number}. Te avisamos aquí en cuanto salga.
    | Perfecto, {name}. El pedido {number} está confirmado; te escribimos cuando esté en camino.
    = pay later
    b ¡Gracias, {name}! Tu pedido {number} está reservado y lo preparamos ya. El pago ({method}) queda pendiente.
    = settled
    b Hemos recibido el pago de {number}. ¡Gracias, {name}!
    = reminder
    b Tu compra de {total} sigue esperándote. El enlace vale 24 horas más.
    | {name}, ¿te guardo {item}?
    = shipped
    b Buenas noticias: {number} ha salido con {carrier}. Seguimiento: {tracking}
    = delivered
    b {carrier} nos dice que {number} está entregado. ¡Esperamos que te guste!
    | Tu pedido {number} ha llegado. Si algo no está bien, escríbenos aquí.
    = cannot pay
    c No me deja pagar, la tarjeta da error todo el rato
    | Intento pagar y la página se queda en blanco
    a Vaya, lo siento, {name}. Soy {agent}. A veces el banco pide confirmar en su aplicación, ¿te ha salido algún aviso?
    c No, nada. Mañana llamo al banco
    | Sigue igual... lo intento luego desde casa
    a De acuerdo, te aparto {item} mientras tanto.
    = question
    c Hola, ¿{item} se puede regular de intensidad?
    | ¿{item} sirve para el baño?
    a Hola, {name}, soy {agent}. Con nuestras bombillas regulables, sí. En el baño tiene que quedar a 60 cm del agua.
    c Vale, mido primero y os digo
    | Gracias, lo hablo con mi marido y vuelvo
    a ¡Sin prisa! Estoy hasta las seis.
    = address
    c Hola, acabo de ver que puse la dirección antigua en {number}. ¿Se puede cambiar?
    | Nos mudamos esta semana, ¿podéis mandar {number} a otra dirección?
    c La nueva es Calle del Olivo 18, 2º B, misma ciudad
    | Ahora sería Avenida del Puerto 7
    a Hola, {name}, soy {agent}. Todavía no está empaquetado, así que ya lo he cambiado.
    | Hecho, {name}. El paquete va a la dirección nueva.
    c ¡Qué rápido! Muchas gracias
    | Perfecto, gracias 🙏
    = gift
    c Hola, {number} es un regalo. ¿Podéis poner una nota y quitar el precio?
    | ¿Me lo podéis envolver para regalo?
    a ¡Claro que sí! ¿Qué ponemos en la tarjeta?
    c "Para que nunca te falte luz. Un beso, {name}"
    | "Feliz cumpleaños, mamá"
    a Precioso. Ya está con tu pedido, y sin precios en el paquete.
    = colour
    c Creo que me equivoqué de color con {item} 🙈 ¿puedo cambiarlo?
    | ¿Podría cambiar {item} por el oscuro?
    a Hola, {name}, aún está en la estantería. ¿Cuál prefieres?
    c El oscuro, por favor
    | En negro si queda
    a Cambiado. El precio es el mismo.
    c Sois los mejores, gracias
    = bulb
    c ¿Qué bombilla lleva {item}? Se ha borrado la etiqueta
    | ¿Cuál es la bombilla más fuerte que puedo poner en {item}?
    a Lleva casquillo E27, hasta 40 W, o cualquier LED de menos de 12 W. La luz de las fotos es nuestra "Ember".
    c Estupendo, la próxima vez pido dos
    = invoice
    c Hola, ¿me podéis hacer factura de {number} a nombre de mi empresa?
    | Necesito factura con NIF para {number}
    a Por supuesto. ¿Qué nombre y número pongo?
    c Estudio Levante SL, 4471 2093
    a Ya la tienes en el correo, {name}.
    c Recibida, ¡gracias!
    = cancel
    c Lo siento, tengo que cancelar {number}, lo pedí dos veces sin querer
    | ¿Se puede anular {number}? Mi hermana ya me había comprado una 😅
    a Sin problema, {name}. No había salido, está anulado. Tendrás el dinero en 2 a 5 días.
    c Gracias por ponerlo tan fácil
    = where
    c Hola, ¿dónde está mi pedido {number}?
    | ¿Se sabe algo de {number}? El seguimiento no se mueve desde ayer
    | Buenas, ¿cuándo llega {item}?
    c? Solo estoy en casa hasta el viernes
    a Hola, {name}, soy {agent}. Lo lleva {carrier} con el número {tracking}; dicen que en uno o dos días.
    | Lo he mirado, {name}: esta mañana estaba ya en tu provincia. Mañana es lo más probable.
    c Vale, gracias por mirarlo
    | Perfecto, espero entonces
    = late
    c {number} tenía que llegar hace días y nada. Esto no puede ser
    | ¡Llevo más de una semana esperando {item}!
    c Pedí el día libre para recibirlo
    | En {carrier} nadie coge el teléfono
    a Tienes razón, {name}, y lo siento. He abierto una reclamación a {carrier} y hoy mismo te digo algo.
    | Lo siento mucho, {name}. Si mañana por la tarde no lo tienes, te mando otro sin coste.
    c Eso espero
    | Bueno. Pero escríbeme de verdad, por favor
    a Prometido.
    = thanks
    c ¡Ya ha llegado! Es aún más bonita que en las fotos 😍
    | {item} ya está en su sitio y el salón parece otro. ¡Gracias!
    a ¡Qué alegría, {name}! A disfrutar de la luz.
    | Gracias a ti por contárnoslo, {name}.
    = damaged
    c Hola, hoy llegó el paquete pero la pantalla de {item} viene rajada
    | He abierto {item} y la base tiene un golpe enorme :(
    c Os puedo mandar fotos
    | La caja por fuera estaba bien
    a Ay, lo siento. Con una foto del golpe y otra de la caja basta. ¿Prefieres una nueva o que te devuelva una parte?
    c Una parte está bien, de frente casi no se ve
    | Mejor una parte del dinero, lo pego yo
    a Pues te devuelvo una parte ahora mismo. Llega en 2 a 5 días.
    c Muy justo. Gracias
    = refund
    c Quiero devolver {item}, no queda bien con la mesa
    | Hola, ¿cómo devuelvo {number}? Es demasiado grande
    a Sin problema, {name}. Tienes la etiqueta en tu correo; cuando llegue aquí te devolvemos el importe.
    c Lo he dejado esta mañana en el punto de recogida
    a Ya ha llegado y el dinero va de vuelta.
    c Gracias, todo muy fácil
    = neighbour
    c {carrier} dice que está entregado, pero yo estaba en casa y no llamó nadie
    | Pone que lo recogí. ¡Yo no fui!
    a Déjame ver. El repartidor anotó "vecino, bajo". ¿Puedes preguntar ahí?
    c ¡Aparecido! Lo tenía la vecina de abajo. Gracias
    | Sí, lo cogió el del bar 👍
    = missing
    c Ha llegado {item}, pero falta la bolsa de tornillos
    | En la caja de {item} no vienen las instrucciones
    a ¡Perdona! Te lo mando hoy por carta, en dos días lo tienes.
    c Genial, gracias por la rapidez
    = to refund
    k reembols, devol, dinero, abono
    c Gracias 🙏 ¿Cuándo lo veré en la cuenta?
    | Perfecto, ¿a la misma tarjeta?
    = to tracking
    k seguimiento, camino, paquete, reparto, entreg, enví
    c Gracias, estaré pendiente
    | ¿Tengo que estar en casa?
    | Ah sí, ya se mueve
    = to address
    k direcc, calle, piso, código postal
    c Sí, esa dirección está bien
    | Correcto. En el timbre pone "{name}"
    = to delay
    k siento, perd, disculp, retras, lament
    c No pasa nada, gracias por avisar
    | Bueno, con tal de que llegue esta semana
    = to thanks
    k gracias, placer, alegr, disfrut
    c 😊
    | ¡Que tengas buen día!
    = to question
    k ?, ¿
    c Sí, por favor
    | Sí, me va bien
    = to other
    c Vale, ¡gracias!
    | Perfecto, gracias por contestar tan rápido
    """
}
