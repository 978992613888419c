extension ScriptTexts {
  static let english = """
    = checkout
    c Hi! Do you still have the {item}?
    | Hello, is the {item} in stock?
    | Good evening, I'd like to order the {item} please
    | hey, saw the {item} on your page, is it available?
    b Hello {name}, welcome to {shop}! Yes, the {item} is in stock: {price} each. How many would you like?
    c {count} please
    | {count} would be perfect
    | I'll take {count}
    c* And {extra} as well, please
    b* Of course: {extra} is in your basket too.
    c? Does a bulb come with it?
    | Do I need a special bulb for it?
    b? A fitting warm white bulb is in the box, so you can switch it on right away.
    b Where may we send it?
    c {street}, {city}
    | To {street}, {city} please
    b Thank you. With shipping that makes {total}. Here is your secure checkout: https://pay.example.com/{code}
    c Done!
    | ok, paid
    | All done, thanks
    = paid
    b Payment received, thank you! Your order number is {number}. We will write here as soon as it leaves us.
    | That worked, {name}. Your order is {number}; you will hear from us here when it is on its way.
    = pay later
    b Thank you! Your order {number} is reserved. We start packing now; the payment ({method}) is still open.
    = settled
    b The payment for {number} has arrived. Thank you, {name}!
    = reminder
    b Your checkout for {total} is still waiting for you. The link stays valid for 24 hours.
    | You left something in your basket, {name}. Shall I keep the {item} for you?
    = shipped
    b Good news: {number} has left us with {carrier}. Tracking: {tracking}
    | {number} is on its way! {carrier} has it, tracking number {tracking}.
    = delivered
    b {carrier} says that {number} has been delivered. We hope that you like it!
    | {number} has arrived. If anything is not as it should be, just write here.
    = cannot pay
    c My card keeps being declined and I don't know why
    | I can't pay, the page says "try again later" every time
    c? it's a normal Visa, works everywhere else
    a I'm sorry about that, {name}. {agent} here. The bank asks you to confirm the payment in its app; did you see a message there?
    | Hello {name}, this is {agent}. Our side shows no attempt at all, so it may be the browser. Could you try once more in a private window?
    c No, nothing. I'll ask them tomorrow
    | hm, still the same. I'll try again at home
    a Of course. I keep the {item} aside for you until then.
    = question
    c Hello, can the {item} be dimmed?
    | Is the {item} OK for a bathroom?
    | How long is the cable of the {item}?
    a Hi {name}, {agent} here. The dimmable bulbs work with it, any of those in our shop. For bathrooms it needs to hang 60 cm away from water. The cable is 1.80 m.
    c Good to know. I'll measure first and come back
    | Thanks, I need to ask my wife about the colour 😄
    a Take your time! I am here until six.
    = address
    c Hi, I just noticed that I gave you my old address for {number}. Can you still change it?
    | Hello, we are moving this week. Could {number} go to a different address?
    c It should go to 14 Orchard Lane instead, same city
    | The new one is 220 Mill Street, apartment 3
    a Hello {name}, {agent} here. It has not been packed yet, so that's easy. I've changed it; please check the confirmation in your e-mail.
    | No problem, {name}. Changed! The parcel goes to the new address.
    c Perfect, that was quick
    | Thank you so much 🙏
    = gift
    c Hi! {number} is a birthday present. Can you put a note in and leave out the invoice?
    | Could you wrap the {item} as a gift? Happy to pay extra
    a With pleasure! What should the card say?
    | Of course, {name}. Wrapping is free. Which words may I write?
    c "May it shine on all your books. Love, {name}"
    | "Happy birthday Mum, from all of us"
    a Lovely. It's with your order now, and the parcel will hold no price.
    = colour
    c Hello, I think I chose the wrong colour for the {item} 🙈 can I still swap?
    | Can I change the {item} to the darker one?
    a Hi {name}, yes: it is still on the shelf. Which one would you like?
    c The darker one please
    | black, if you have it
    a Swapped. Same price, so nothing changes for you.
    c You're the best, thank you
    = bulb
    c Which bulb fits into the {item}? The label is gone
    | What is the strongest bulb I may use in the {item}?
    a It takes E27, up to 40 W, or any LED below 12 W. Our "Ember" bulb gives the warm light of the photos.
    c Great, then I'll order two of those next time
    | Perfect, thanks {agent}
    = invoice
    c Hi, could I have an invoice for {number} with my company's name on it?
    | I need a VAT invoice for {number} please
    a Certainly. Which name and tax number shall I put on it?
    c Northgate Studio Ltd, 4471 2093
    a Done, it is in your inbox, {name}.
    c Got it, thanks!
    = cancel
    c Sorry, I have to cancel {number}. We found one in my grandmother's attic 😅
    | Can I cancel {number}? I ordered twice by mistake
    a No problem at all, {name}. It had not left yet, so I've cancelled it. The money is back with you in 2 to 5 days.
    c Thank you for making that so easy
    | great, thanks
    = where
    c Hi, where is my order {number}?
    | Any news about {number}? Tracking hasn't moved since yesterday
    | hello, when will the {item} arrive?
    c? I'm only at home until Friday
    a Hello {name}, {agent} here. It is with {carrier}, number {tracking}; they say it reaches you in one or two days.
    | Hi {name}! I looked: {carrier} scanned it in your region this morning. Tomorrow is realistic.
    c Ok, good. Thanks for looking
    | Perfect, then I'll wait
    = late
    c {number} was promised days ago and still nothing. This is really annoying
    | I have been waiting for the {item} for over a week now!!
    c I took a day off for this delivery
    | Nobody at {carrier} picks up the phone
    a I am sorry, {name}, that is not how it should be. I have opened a search with {carrier} and you get news from me today.
    | You are right to be cross, {name}. If it isn't with you by tomorrow evening, I send a new one at our cost.
    c I hope so
    | OK. But please really do write
    a I will. Promise.
    = thanks
    c It arrived! Looks even better than in the photos 😍
    | The {item} is up and the whole room is different. Thank you!
    | Everything came in one piece, very well packed. 5 stars
    a That makes our day, {name}! Enjoy the light.
    | How lovely to hear. Thank you for writing, {name}!
    = damaged
    c Hello, the parcel came today but the shade of the {item} is cracked
    | I unpacked the {item} and there's a big dent in the base :(
    c I can send photos
    | The box itself looked fine
    a Oh no, I am sorry. A photo of the damage and one of the box is all we need. Would you like a new one, or part of the money back?
    c A small refund is fine, you hardly see it from the front
    | I'd rather have some money back, I can glue it
    a Then I refund part of the price right now. It reaches you in 2 to 5 days.
    c Very fair. Thank you
    = refund
    c I'd like to send the {item} back, it doesn't fit our table
    | Hi, how do I return {number}? It is too big for us
    a That's fine, {name}. I have sent a return label to your e-mail; the refund follows when it is here.
    c I dropped it off this morning
    | Sent it yesterday, has it arrived?
    a Yes, it is here and the whole amount is on its way back to you.
    c Thank you, that went smoothly
    = neighbour
    c {carrier} says delivered, but I was at home and nobody rang
    | The tracking says my parcel was handed over. Not to me!
    a Let me look. The driver noted "neighbour, ground floor". Could you ask there?
    c Found it! The lady downstairs had it. Thank you
    | you were right, the shop next door took it 👍
    = missing
    c The {item} is here, but the bag with the screws is missing
    | Hi, there are no instructions in the box of the {item}
    a I'm sorry! I send it by letter today, it should be there in two days.
    c Great, thanks for the quick help
    = to refund
    k refund, money back, reimburse, credited
    c Thank you! When will I see it on my account?
    | That's great, thanks. To the same card?
    | Perfect, I appreciate that
    = to tracking
    k track, carrier, parcel, courier, on its way, shipped, deliver
    c Thanks, I'll keep an eye on it
    | Great! Do I need to be at home?
    | Ah good, I can see it moving now
    = to address
    k address, street, apartment, postcode, zip
    c Yes, that address is right
    | Correct. The bell says "{name}"
    = to delay
    k sorry, apolog, delay, unfortunately
    c It happens. Thanks for telling me
    | OK, as long as it comes this week
    | Thank you for being honest about it
    = to thanks
    k thank, welcome, pleasure, glad, enjoy
    c 😊
    | Have a nice day!
    | Thanks again!
    = to question
    k ?
    c Yes please
    | Yes, that works for me
    | Good question, let me check... yes, that's right
    = to other
    c Ok, thank you!
    | Alright, thanks for the quick answer
    | Great, that helps
    """
}
