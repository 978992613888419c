extension ScriptTexts {
  static let portuguese = """
    = checkout
    c Oi! Vocês ainda têm {item}?
    | Boa tarde, queria encomendar {item}
    | Olá, vi {item} no site. Está disponível?
    b Olá, {name}! Aqui é a {shop}. Sim, {item} está em estoque: {price} cada. Quantas unidades?
    c {count}, por favor
    | Vou querer {count}
    c* E também {extra}, por favor
    b* Claro: {extra} já está no carrinho também.
    c? Vem com lâmpada?
    b? Vem sim, uma lâmpada de luz quente está na caixa.
    b Para qual endereço enviamos?
    c {street}, {city}
    | Para {street}, {city}, por favor
    b Obrigada! Com o frete fica {total}. Pague com segurança aqui: https://pay.example.com/{code}
    c Pronto!
    | Feito, valeu
    | Já paguei
    = paid
    b Pagamento recebido! O número do seu pedido é {number}. Avisamos por aqui quando ele sair.
    | Tudo certo, {name}. Pedido {number} confirmado; você terá notícias aqui.
    = pay later
    b Obrigada! O pedido {number} está reservado e já vamos separar. O pagamento ({method}) fica em aberto.
    = settled
    b O pagamento do pedido {number} chegou. Obrigada, {name}!
    = reminder
    b Sua compra de {total} ainda está esperando. O link vale por mais 24 horas.
    | {name}, quer que eu guarde {item} para você?
    = shipped
    b Boa notícia: {number} saiu com {carrier}. Rastreio: {tracking}
    = delivered
    b {carrier} informa que {number} foi entregue. Esperamos que goste!
    | Seu pedido {number} chegou. Se algo não estiver certo, é só escrever aqui.
    = cannot pay
    c Meu cartão não passa e não sei por quê
    | Tento pagar e sempre dá "tente mais tarde"
    a Que chato, {name}, desculpe. Aqui é {agent}. Às vezes o banco pede confirmação no aplicativo; apareceu alguma mensagem?
    c Não, nada. Amanhã falo com eles
    | Continua igual. Tento em casa
    a Combinado, eu guardo {item} até lá.
    = question
    c Oi, dá para regular a intensidade de {item}?
    | {item} pode ficar no banheiro?
    a Oi, {name}, aqui é {agent}. Com as nossas lâmpadas dimerizáveis, sim. No banheiro, a 60 cm da água.
    c Legal, vou medir e volto
    | Valeu, vou falar com meu marido 😄
    a Sem pressa! Estou aqui até as seis.
    = address
    c Oi, coloquei o endereço antigo no {number}. Ainda dá para trocar?
    | Estamos mudando esta semana, {number} pode ir para outro endereço?
    c O novo é Rua das Palmeiras, 140, mesma cidade
    | Agora é Avenida do Farol, 22, apto 31
    a Oi, {name}, aqui é {agent}. Ainda não embalamos, então já mudei.
    | Feito, {name}! Vai para o endereço novo.
    c Que rapidez, valeu!
    | Perfeito, valeu 🙏
    = gift
    c Oi! {number} é presente. Dá para colocar um cartão e tirar a nota?
    | Podem embrulhar para presente?
    a Claro! O que escrevemos no cartão?
    c "Para iluminar suas leituras. Beijos, {name}"
    | "Feliz aniversário, mãe!"
    a Lindo. Já está com o seu pedido, sem preço na caixa.
    = colour
    c Acho que escolhi a cor errada de {item} 🙈 dá para trocar?
    | Posso trocar {item} pela mais escura?
    a Oi, {name}, ainda está na prateleira. Qual você prefere?
    c A mais escura, por favor
    | preta, se tiver
    a Trocado. O preço é o mesmo.
    c Vocês são demais, valeu
    = bulb
    c Qual lâmpada vai em {item}? A etiqueta apagou
    | Qual a lâmpada mais forte que posso usar em {item}?
    a É soquete E27, até 40 W, ou LED abaixo de 12 W. A luz das fotos é a nossa "Ember".
    c Ótimo, da próxima vez peço duas
    = invoice
    c Oi, preciso da nota fiscal de {number} em nome da empresa
    | Pode emitir a fatura de {number} com o meu número de contribuinte?
    a Claro. Qual nome e número eu coloco?
    c Estúdio Maré Ltda, 4471 2093
    a Pronto, está no seu e-mail, {name}.
    c Recebi, valeu!
    = cancel
    c Desculpa, preciso cancelar {number}, pedi duas vezes sem querer
    | Dá para cancelar {number}? Ganhei uma igual ontem 😅
    a Sem problema, {name}. Ainda não tinha saído, está cancelado. O dinheiro volta em 2 a 5 dias.
    c Valeu por facilitar
    = where
    c Oi, cadê meu pedido {number}?
    | Alguma notícia do {number}? O rastreio está parado desde ontem
    | Olá, quando chega {item}?
    c? Só estou em casa até sexta
    a Oi, {name}, aqui é {agent}. Está com {carrier}, código {tracking}; a previsão é um ou dois dias.
    | Dei uma olhada, {name}: hoje cedo já estava na sua região. Amanhã deve chegar.
    c Tá bom, valeu por olhar
    | Perfeito, fico no aguardo
    = late
    c {number} era para ter chegado há dias e nada. Muito chato isso
    | Estou esperando {item} há mais de uma semana!!
    c Faltei no trabalho para receber
    | Ninguém atende o telefone em {carrier}
    a Você tem razão, {name}, me desculpe. Abri uma busca com {carrier} e hoje ainda te dou notícia.
    | Sinto muito, {name}. Se até amanhã à noite não chegar, mando outro sem custo.
    c Espero que sim
    | Tá. Mas me escreve mesmo, por favor
    a Escrevo, prometo.
    = thanks
    c Chegou! É ainda mais bonita do que nas fotos 😍
    | {item} já está no lugar e a sala ficou outra. Valeu!
    a Que alegria, {name}! Aproveite a luz.
    | Que bom saber, {name}!
    = damaged
    c Oi, o pacote chegou hoje mas a cúpula de {item} está trincada
    | Abri {item} e a base está toda amassada :(
    c Posso mandar fotos
    | A caixa por fora estava boa
    a Poxa, desculpe. Uma foto do dano e uma da caixa bastam. Prefere uma nova ou parte do dinheiro de volta?
    c Parte do dinheiro está bom, de frente quase não aparece
    | Prefiro uma parte de volta, eu mesma colo
    a Então devolvo uma parte agora mesmo. Cai em 2 a 5 dias.
    c Muito justo, valeu
    = refund
    c Quero devolver {item}, não combinou com a mesa
    | Oi, como devolvo {number}? Ficou grande demais
    a Tudo bem, {name}. Mandei a etiqueta por e-mail; quando chegar aqui devolvemos o valor.
    c Postei hoje de manhã
    a Já chegou, e o valor está voltando para você.
    c Valeu, foi bem tranquilo
    = neighbour
    c {carrier} diz entregue, mas eu estava em casa e ninguém tocou
    | O rastreio diz que recebi. Não fui eu!
    a Deixa eu ver. O entregador anotou "vizinho, térreo". Pode perguntar lá?
    c Achei! Estava com a vizinha de baixo. Valeu
    | verdade, ficou na portaria 👍
    = missing
    c {item} chegou, mas faltou o saquinho de parafusos
    | Não veio o manual na caixa de {item}
    a Desculpe! Envio hoje por carta, em dois dias está aí.
    c Ótimo, valeu pela rapidez
    = to refund
    k reembols, devol, estorn, dinheiro
    c Valeu! Quando aparece na conta?
    | Perfeito, no mesmo cartão?
    = to tracking
    k rastre, caminho, pacote, encomenda, entreg, envi, transportadora
    c Valeu, vou acompanhar
    | Preciso estar em casa?
    | Ah, agora já mexeu
    = to address
    k endereço, morada, rua, apto, cep
    c Sim, o endereço é esse
    | Isso mesmo. Na campainha está "{name}"
    = to delay
    k desculp, lament, sinto, atras, infeliz
    c Acontece, valeu por avisar
    | Ok, desde que chegue esta semana
    = to thanks
    k obrigad, prazer, alegr, aproveit
    c 😊
    | Bom dia para você!
    = to question
    k ?
    c Sim, por favor
    | Pode ser sim
    = to other
    c Ok, valeu!
    | Certo, valeu pela resposta rápida
    """
}
