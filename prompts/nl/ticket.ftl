### Handing a case to advisers: what the person sees (ticket-…), and what is said in the advisers' room (desk-…).

# Choice where a person is named first: hands the case to an adviser.
ticket-offer = Voorleggen aan een adviseur

# In a room with others, when a person is asked for.
ticket-moved = Wat een adviseur leest, blijft tussen u en die adviseur; daarom schrijf ik u rechtstreeks. Komt er niets aan, sta dan directe berichten van mij toe en vraag het nog een keer.

# First direct message after ticket-moved. command = what to type.
ticket-here = Hier zijn we met z'n tweeën. Typ `{ $command }`, dan vraag ik wat ik mag doorgeven.

# Before anything confidential, where the network itself can read. way = a sentence about another way, or nothing.
ticket-reads-along = Voordat u iets vertrouwelijks schrijft: dit netwerk is niet end-to-end versleuteld, dus wie het beheert, kan meelezen. { $way }

# The slot way of ticket-reads-along. way = where to write instead, as the operator put it.
ticket-reads-along-way = Vertrouwelijke zaken schrijft u mij liever langs deze weg: { $way }

# Choice under ticket-reads-along.
ticket-go-on = Niets vertrouwelijks: hier verdergaan

# Where the operator allows no tickets from this network.
ticket-not-here = Via dit netwerk leg ik geen zaken voor aan adviseurs, omdat wie het beheert, kan meelezen. { $contact }

# Asks what to pass on.
ticket-words = Wat bent u van plan, en wat wilt u weten? Twee of drie zinnen zijn genoeg. Noem alstublieft rollen, geen namen: “de gast”, “onze partner daar”.

# Choice under ticket-words: takes what was asked before.
ticket-words-asked = Doorgeven wat ik vroeg

# Choice: hands nothing over.
ticket-not-now = Nu niet

# After ticket-not-now. command = what to type.
ticket-left = Goed, alles is binnen deze chat gebleven. Typ `{ $command }` wanneer het u uitkomt.

# When the words are too long. most = characters at the most.
ticket-too-long = Dat is meer dan ik in één keer kan doorgeven. Kan het in hooguit { $most } tekens? Zodra het ticket open is, kunt u meer schrijven.

# Above the lines of what would be sent.
ticket-card = **Dit zou ik versturen, woord voor woord, en verder niets:**

# A line of the parcel: what a screening came to. result = in one line.
ticket-line-screening = Afweging: { $result }

# A line of the parcel: one answer of a screening.
ticket-line-answer = { $question }: { $answer }

# A line of the parcel: what was asked in this chat.
ticket-line-asked = Eerder gevraagd: { $question }

# Behind a line that was left out.
ticket-left-out = weggelaten

# Below the lines: who reads it. who = the advisers' name; network = how it gets there; days = how long it is kept.
ticket-who = **Wie het leest:** { $who }, { $network }. De adviseurs zien “de vraagsteller”, niet uw naam of account. Wat ik ervan bewaar, is versleuteld en wordt { $days } dagen na het laatste bericht gewist; wat in hun ruimte staat, blijft daar zolang zij het bewaren.

# The slot network of ticket-who, where only those in the room can read.
ticket-encrypted = op { $network }, end-to-end versleuteld

# The slot network of ticket-who, where the network can read.
ticket-not-encrypted = op { $network }, waar het netwerk zelf kan meelezen

# Below the card, where lines are left out by typing.
ticket-how = Om een regel weg te laten, typt u `laat weg` en de letter, bijvoorbeeld `laat weg b`; typt u hetzelfde nog eens, dan staat de regel er weer.

# Choice under the card.
ticket-send = Verstuur precies dit

# Choice under the card: other words.
ticket-rewrite = Opnieuw schrijven

# Choice under the card, where there are buttons. letter = of the line.
ticket-turn = { $letter } weglaten

# The same for a line that was left out.
ticket-turn-back = { $letter } terugzetten

# When a letter was typed that no line has.
ticket-no-line = Er is geen regel met die letter.

# When every line was left out and it is to be sent.
ticket-nothing-left = Alle regels zijn weggelaten, dus er valt niets te versturen. Zet er een terug, of schrijf het opnieuw.

# When a button under an older card is pressed.
ticket-changed = Dat was een oudere versie; zo staat het er nu.

# The receipt; how soon the advisers reply may follow.
ticket-opened = **Uw ticket heeft nummer { $number }.** Het is onderweg naar de adviseurs.

# Behind ticket-opened.
ticket-opened-goes = Wat u hier vanaf nu schrijft, gaat naar hen, tot het ticket gesloten is; hun antwoorden krijgt u hier.

# Below the receipt. command = how to close a ticket.
ticket-opened-how = Met `{ $command }` sluit u het ticket. Wat u hebt geschreven, kunt u wijzigen en verwijderen; dat verandert dan ook bij hen.

# When a person is asked for and a ticket is open.
ticket-has-one = Uw ticket { $number } is open: wat u hier schrijft, gaat naar de adviseurs. Met `{ $command }` sluit u het.

# When a ticket is to be closed and there is none.
ticket-none-open = Er is hier geen ticket open. Met `{ $command }` begint u er een.

# To the person: an adviser has the ticket.
ticket-taken = Een adviseur heeft uw ticket { $number } opgepakt en schrijft u hier.

# The same, where the operator has advisers shown by role or name. who = that.
ticket-taken-by = **{ $who }** heeft uw ticket { $number } opgepakt en schrijft u hier.

# Above words of an adviser, to the person. who = as the operator has advisers shown.
ticket-adviser = **{ $who }, ticket { $number }:**

# The slot who of ticket-adviser, where no more is told.
ticket-adviser-word = Adviseur

# The same, where names are told.
ticket-adviser-named = { $name } (adviseur)

# To the person: the adviser waits for them.
ticket-waits = De adviseur wacht op uw antwoord in ticket { $number }. Er is geen haast bij; het blijft open.

# To the person: the adviser holds it for answered.
ticket-resolved = Volgens de adviseur is ticket { $number } beantwoord. Mist u nog iets, schrijf dan gewoon verder.

# To the person: it is over.
ticket-closed = **Ticket { $number } is gesloten.** Vanaf nu antwoord ik u weer. Met `heropen` gaat het weer open.

# Above what was agreed, when an adviser closes. who = as in ticket-adviser.
ticket-agreed = **{ $who }, ticket { $number }, dit is afgesproken:**

# Below ticket-closed.
ticket-helped-ask = Heeft het geholpen?

# Choice.
ticket-helped = Het heeft geholpen

# Choice.
ticket-helped-not = Nog niet

# After ticket-helped.
ticket-helped-thanks = Fijn om te horen. Veel succes met uw plan.

# After ticket-helped-not.
ticket-helped-sorry = Dat spijt me. Met `heropen` gaat het ticket terug naar de adviseurs. Of neem contact op met: { $contact }

# To the person: it goes on.
ticket-reopened = Ticket { $number } is weer open: wat u hier schrijft, gaat naar de adviseurs.

# When something other than words is to be passed on.
ticket-only-text = Ik kan alleen woorden en bestanden doorgeven, en die zaten hier niet in; dit is dus binnen onze chat gebleven. Kunt u het in woorden zeggen?

# When files are not passed on at all.
ticket-no-files = Bestanden geef ik hier niet door; dit is dus binnen onze chat gebleven. Kunt u het in woorden zeggen?

# When files are too large or too many. most = how many of which size.
ticket-too-large = Dat is meer dan ik in één keer kan doorgeven (hooguit { $most }); het is dus binnen onze chat gebleven. Kunt u minder sturen, of het in woorden zeggen?

# To the person: a file was not passed on.
ticket-unfit = Een van uw bestanden is niet naar de adviseurs gegaan: ik geef afbeeldingen, pdf's, Office-documenten zonder macro's en platte tekst door, en dit was geen daarvan, of het is er niet meer. De rest is wel doorgegeven.

# To the person: new words of theirs could not be put in place of the old.
ticket-not-changed = Ticket { $number }: uw wijziging heeft de adviseurs niet bereikt; zij zien uw woorden nog zoals ze waren. Is het belangrijk, schrijf hun er dan over.

# To the person: the advisers' room did not take the ticket.
ticket-not-opened = Uw ticket { $number } heeft de adviseurs niet bereikt. Het is dus niet open, en ik antwoord u hier zoals eerder. Neem alstublieft rechtstreeks contact op met: { $contact }

# To the person: their words did not reach the advisers.
ticket-lost = Ik kon uw laatste woorden voor ticket { $number } niet bij de adviseurs krijgen. Neem alstublieft rechtstreeks contact op met: { $contact }

# Below the receipt of a ticket that was opened or taken up: how to go on with it elsewhere. phrase = a code.
ticket-phrase = Bewaar deze code om met een ander account of in een andere chat verder te kunnen; ik toon hem alleen nu: `{ $phrase }`. Wie de code heeft, kan het ticket overnemen, dus houd hem voor uzelf.

# Above the person's own tickets.
ticket-list = Uw tickets:

# One of them. state = a few words; day = when it was opened.
ticket-list-line = **{ $number }**: { $state }, geopend op { $day }

# Behind one that was opened in another chat.
ticket-list-elsewhere = (in een andere chat; met de code haalt u het hierheen)

# A state, as the person sees it.
ticket-state-new = nog niet opgepakt door een adviseur

# The same.
ticket-state-open = opgepakt door een adviseur

# The same.
ticket-state-waiting = de adviseur wacht op uw antwoord

# The same.
ticket-state-resolved = volgens de adviseur beantwoord

# The same.
ticket-state-closed = gesloten

# When a phrase was brought and is right.
ticket-resumed = **Ticket { $number } gaat hier verder.** De adviseurs krijgen te horen dat u uit een andere chat komt, niet uit welke.

# Behind it, while the ticket is open.
ticket-resumed-goes = Wat u hier schrijft, gaat naar hen; hun antwoorden krijgt u hier.

# Behind it, where the ticket is closed.
ticket-resumed-over = Het is gesloten; met `heropen` gaat het weer open.

# When a phrase was written where others read.
ticket-resume-here = De code van een ticket is alleen voor u en mij: schrijf hem alstublieft hier aan mij. Konden anderen hem daarnet lezen, ga dan snel verder met uw ticket; u krijgt dan een nieuwe code, en de oude opent niets meer.

# When no ticket has this phrase.
ticket-resume-no = Bij deze code hoort geen ticket. Kijk hem alstublieft teken voor teken na; een code die al een keer is gebruikt, is vervangen. Of neem contact op met: { $contact }

# When too many phrases were tried.
ticket-resume-too-many = Dat waren te veel codes binnen een uur, dus deze heb ik niet bekeken. Probeer het later nog eens, of neem contact op met: { $contact }

# When the ticket is in this chat already.
ticket-resume-is-here = Ticket { $number } is al in deze chat; de code blijft geldig.

# Where the ticket was until now.
ticket-moved-away = Uw ticket { $number } gaat vanaf nu verder in een andere chat: iemand heeft daar de code ingevoerd. Was u dat niet, meld het dan alstublieft meteen: { $contact }

# When a ticket that went elsewhere is to be opened again here.
ticket-has-moved = Ticket { $number } gaat verder in een andere chat; met de code haalt u het hierheen terug.

# To the person: another adviser has it.
ticket-passed = Een andere adviseur heeft uw ticket { $number } overgenomen en ziet alles wat er is gezegd.

# Below ticket-closed, when it was closed because nothing was said.
ticket-rested = Er is bijna { $days } dagen niets gezegd, en langer bewaar ik onze woorden niet.

# First line of a ticket in the advisers' room, and the title of its thread.
desk-title = Ticket { $number }

# On the card. language = its own name.
desk-language = De vraagsteller schrijft in: { $language }. Een gewoon bericht hier van wie het ticket heeft, gaat naar de vraagsteller; een bericht van anderen is een notitie en blijft hier.

# The same, where words without a command stay among advisers.
desk-language-notes = De vraagsteller schrijft in: { $language }. Wat hier wordt geschreven, blijft hier; `!reply` met uw tekst gaat naar de vraagsteller, zodra u het ticket hebt.

# Choice on the card.
desk-claim = Ik pak het op

# Below the card, where there are no buttons.
desk-how = Reageer met 1️⃣ of typ `!claim` om het op te pakken; `!help` toont wat u hier nog meer kunt doen.

# Above words of the person, in the advisers' room.
desk-person = **De vraagsteller:**

# When an adviser has taken a ticket. who = the network's name for them.
desk-taken = { $who } heeft dit ticket.

# Behind it.
desk-told-not-who = De vraagsteller heeft gehoord dat een adviseur het heeft, niet wie.

# The same, where the operator has advisers shown by role or name. who = that.
desk-told-as = De vraagsteller heeft gehoord wie het heeft: { $who }.

# When somebody else has it.
desk-has-it = { $who } heeft dit ticket al; er is niets veranderd.

# When somebody does what only the owner may.
desk-not-yours = Dat kan alleen wie het ticket heeft. Met `!claim` pakt u het op.

# When it was given back.
desk-released = Teruggegeven: met `!claim` kan iemand het oppakken.

# When a step is not allowed. state = as it stands.
desk-not-now = Dat kan niet bij de status “{ $state }”; er is niets veranderd.

# A state.
desk-state-new = nieuw

# A state.
desk-state-open = open

# A state.
desk-state-waiting = wacht op de vraagsteller

# A state.
desk-state-resolved = beantwoord

# A state.
desk-state-closed = gesloten

# After a step. state = as it stands now.
desk-now = Status van het ticket: { $state }.

# After the priority was set. priority = low, normal or high.
desk-priority = Prioriteit: { $priority }.

# When no priority was named.
desk-priority-which = Schrijf `!priority low`, `!priority normal` of `!priority high`.

# After the topic was noted; it follows as a quote.
desk-topic = Onderwerp:

# When no topic was named.
desk-topic-which = Zet het onderwerp erachter: `!topic exportcontrole`.

# When there are no words to send.
desk-reply-what = Zet uw tekst erachter: `!reply …`. Er is niets verstuurd.

# When something other than words is to be passed on.
desk-only-text = Ik kan alleen woorden en bestanden doorgeven; dit blijft hier.

# When files are not passed on at all.
desk-no-files = Hier worden geen bestanden doorgegeven; er is niets verstuurd.

# When files are too large or too many. most = how many of which size.
desk-too-large = Dat is meer dan ik in één keer kan doorgeven (hooguit { $most }); er is niets verstuurd.

# Below a file that was not passed on.
desk-unfit = Niet bezorgd: een bestand dat geen afbeelding, pdf, Office-document zonder macro's of platte tekst is, of dat er niet meer is.

# The same, of new words that were to stand in place of the old.
desk-not-changed = Niet gewijzigd: de vraagsteller ziet deze woorden nog zoals ze waren, of schrijft inmiddels vanuit een andere chat. Is het belangrijk, schrijf het dan nog eens.

# Below an adviser's words that reached the person. time = hours and minutes, UTC.
desk-arrived = Bezorgd om { $time } UTC.

# Below words that did not reach the person.
desk-lost-unreachable = Niet bezorgd: de vraagsteller staat geen directe berichten toe.

# The same.
desk-lost-refused = Niet bezorgd: de chat met de vraagsteller is er niet meer, of ik ben eruit gezet.

# The same.
desk-lost-gave-up = Niet bezorgd: het netwerk van de vraagsteller was te lang onbereikbaar.

# Below words that were held back.
desk-withheld = Tegengehouden: bij het versturen kon niet worden bevestigd dat de afzender adviseur is.

# When the network does not confirm somebody as an adviser.
desk-not-adviser = Uw netwerk bevestigt niet dat u hier adviseur bent; er is dus niets gebeurd.

# When the network did not answer.
desk-not-checked = Ik kon bij uw netwerk niet nagaan of u adviseur bent; er is dus niets gebeurd. Probeer het zo nog eens.

# When the adviser's device is not confirmed by their account.
desk-device = Uw sessie is niet geverifieerd, dus er is niets gebeurd. Verifieer de sessie in de instellingen van uw app en stuur het dan nog eens.

# When the cryptographic identity of the adviser's account is another one than before.
desk-renewed = Uw account heeft een nieuwe identiteit sinds u hier voor het laatst werkte; er is dus niets gebeurd. Hebt u uw versleuteling opnieuw ingesteld, vraag dan een collega om hier `!confirm` en uw naam te schrijven. Zo niet, waarschuw uw collega's: misschien heeft iemand anders uw account.

# When no colleague was named.
desk-transfer-which = Zet erachter wie het overneemt: `!transfer` met een naam of een id.

# When nobody is called so.
desk-nobody = Ik vind in deze ruimte geen adviseur met de naam { $name }; er is niets veranderd.

# When several are called so. who = their ids.
desk-several = Er zijn meer adviseurs met die naam: { $who }. Gebruik alstublieft de id.

# Above a snippet that was sent.
desk-snippet = Naar de vraagsteller gestuurd, in de eigen taal:

# When a snippet is not known, or none was named.
desk-snippets = Schrijf `!snippet` en een naam: { $names }. De tekst gaat naar de vraagsteller, in de eigen taal.

# When there are none.
desk-snippets-none = Er zijn nog geen kant-en-klare teksten. De redactie zet ze in `knowledge-base/snippets`.

# Above the list of open tickets.
desk-list = Open tickets: { $count }

# Above the list of one's own.
desk-mine = Uw tickets: { $count }

# When there are none.
desk-list-none = Er zijn er geen.

# Last line of a long list.
desk-list-more = en nog { $more }

# In a list. priority = low, normal or high.
desk-priority-short = prioriteit { $priority }

# Who is called when something new comes.
desk-duty = Als er iets nieuws binnenkomt, gaat er bericht naar wie van dienst is: { $who }.

# The same, where it is nobody.
desk-duty-nobody = Er is niemand van dienst, dus niemand krijgt bericht als er iets nieuws binnenkomt. Met `!duty on` verandert dat.

# When a command needs a ticket.
desk-in-thread = Dat kan in de thread van een ticket. `!list` toont welke er zijn.

# Above the file with all that was said.
desk-transcript = Alles wat er is gezegd, zoals het er nu staat. Wat is ingetrokken, zit er niet in.

# In that file.
desk-record-opened = Overgedragen

# In that file.
desk-record-person = De vraagsteller

# In that file.
desk-record-person-changed = De vraagsteller, gewijzigd in

# In that file.
desk-record-taken-back = Ingetrokken

# In that file. who = the adviser.
desk-record-reply = { $who }, aan de vraagsteller

# In that file.
desk-record-note = { $who }, in de thread

# In that file.
desk-record-changed = { $who }, gewijzigd in

# When the person goes on from another place.
desk-came-back = De vraagsteller gaat verder vanuit een andere chat, met de code die niemand anders heeft gekregen.

# When a ticket is over because nothing was said.
desk-rested = Er is bijna { $days } dagen niets gezegd, dus het ticket is gesloten en ik wis binnenkort wat ik ervan bewaar.

# When the person ended it.
desk-closed-by-person = De vraagsteller heeft het ticket gesloten.

# When it goes on.
desk-reopened = Het ticket is weer open.

# When somebody reopened it, and the person has another one open.
desk-not-reopened = Dit ticket blijft gesloten: de vraagsteller heeft inmiddels een ander ticket open in dezelfde chat, en het zou niet duidelijk zijn voor welk van de twee een antwoord bedoeld is. Zodra dat ticket gesloten is, kan dit weer open.

# When a command is not known; the help follows.
desk-unknown = Die opdracht ken ik niet; er is niets verstuurd.

# The command's name where the network offers it itself: one word in small letters.
command-ticket-name = ticket

# The command's description in the help.
command-ticket = een zaak voorleggen aan een adviseur, nadat u hebt gezien wat er verstuurd wordt

# The argument of `ticket` as the help shows it. The words are the same in every language.
command-ticket-usage = [list|close|reopen|code]

# The name of the blank behind `ticket`: one word in small letters.
command-ticket-option = stap

# What belongs in that blank.
command-ticket-option-about = list toont uw tickets, close sluit er een, reopen of de code gaat verder; leeg begint er een
