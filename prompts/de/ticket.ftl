### Handing a case to advisers: what the person sees (ticket-…), and what is said in the advisers' room (desk-…).

# Choice where a person is named first: hands the case to an adviser.
ticket-offer = An die Beratung geben

# In a room with others, when a person is asked for.
ticket-moved = Was jemand aus der Beratung liest, geht nur Sie beide an; deshalb schreibe ich Ihnen direkt. Kommt nichts an, erlauben Sie bitte Direktnachrichten von mir und fragen Sie noch einmal.

# First direct message after ticket-moved. command = what to type.
ticket-here = Hier sind wir unter uns. Tippen Sie `{ $command }`, dann frage ich, was ich weitergeben soll.

# Before anything confidential, where the network itself can read. way = a sentence about another way, or nothing.
ticket-reads-along = Bevor Sie etwas Vertrauliches schreiben: Dieses Netz ist nicht durchgehend verschlüsselt, wer es betreibt, kann mitlesen. { $way }

# The slot way of ticket-reads-along. way = where to write instead, as the operator put it.
ticket-reads-along-way = Für Vertrauliches schreiben Sie mir lieber dort: { $way }

# Choice under ticket-reads-along.
ticket-go-on = Nichts Vertrauliches: hier weiter

# Where the operator allows no tickets from this network.
ticket-not-here = Über dieses Netz gehen keine Fälle an die Beratung, weil mitlesen kann, wer es betreibt. { $contact }

# Asks what to pass on.
ticket-words = Was haben Sie vor, und was möchten Sie wissen? Zwei oder drei Sätze genügen. Nennen Sie bitte Rollen statt Personen: „der Gast“, „unser Partner dort“.

# Choice under ticket-words: takes what was asked before.
ticket-words-asked = Gib weiter, was ich gefragt habe

# Choice: hands nothing over.
ticket-not-now = Jetzt nicht

# After ticket-not-now. command = what to type.
ticket-left = In Ordnung, nichts hat diesen Chat verlassen. Tippen Sie `{ $command }`, wann immer Sie möchten.

# When the words are too long. most = characters at the most.
ticket-too-long = Das ist mehr, als ich auf einmal weitergeben kann. Ginge es in höchstens { $most } Zeichen? Sobald das Ticket offen ist, können Sie mehr schreiben.

# Above the lines of what would be sent.
ticket-card = **Das würde ich senden, Wort für Wort, und nichts sonst:**

# A line of the parcel: what a screening came to. result = in one line.
ticket-line-screening = Screening: { $result }

# A line of the parcel: one answer of a screening.
ticket-line-answer = { $question }: { $answer }

# A line of the parcel: what was asked in this chat.
ticket-line-asked = Zuvor gefragt: { $question }

# Behind a line that was left out.
ticket-left-out = weggelassen

# Below the lines: who reads it. who = the advisers' name; network = how it gets there; days = how long it is kept.
ticket-who = **Wer es liest:** { $who }, { $network }. Dort steht „die fragende Person“, nicht Ihr Name oder Konto. Was ich davon aufbewahre, ist verschlüsselt und wird { $days } Tage nach dem letzten Wort gelöscht; was in jenem Raum steht, bleibt dort, solange man es aufbewahrt.

# The slot network of ticket-who, where only those in the room can read.
ticket-encrypted = über { $network }, durchgehend verschlüsselt

# The slot network of ticket-who, where the network can read.
ticket-not-encrypted = über { $network }, das mitlesen kann

# Below the card, where lines are left out by typing.
ticket-how = Um eine Zeile wegzulassen, tippen Sie `ohne` und ihren Buchstaben, zum Beispiel `ohne b`; noch einmal dasselbe nimmt sie wieder auf.

# Choice under the card.
ticket-send = Genau das senden

# Choice under the card: other words.
ticket-rewrite = Neu schreiben

# Choice under the card, where there are buttons. letter = of the line.
ticket-turn = { $letter } weglassen

# The same for a line that was left out.
ticket-turn-back = { $letter } wieder aufnehmen

# When a letter was typed that no line has.
ticket-no-line = Eine Zeile mit diesem Buchstaben gibt es nicht.

# When every line was left out and it is to be sent.
ticket-nothing-left = Alle Zeilen sind weggelassen, es gibt nichts zu senden. Nehmen Sie eine wieder auf oder schreiben Sie neu.

# When a button under an older card is pressed.
ticket-changed = Das war eine ältere Fassung; so steht es jetzt da.

# The receipt; how soon the advisers reply may follow.
ticket-opened = **Ihr Ticket ist { $number }.** Es ist unterwegs zur Beratung.

# Behind ticket-opened.
ticket-opened-goes = Was Sie ab jetzt hier schreiben, geht dorthin, bis das Ticket geschlossen ist; die Antworten kommen hierher.

# Below the receipt. command = how to close a ticket.
ticket-opened-how = `{ $command }` beendet es. Was Sie geschrieben haben, können Sie ändern und löschen; das geschieht dann auch dort.

# When a person is asked for and a ticket is open.
ticket-has-one = Ihr Ticket { $number } ist offen: Was Sie hier schreiben, geht an die Beratung. `{ $command }` beendet es.

# When a ticket is to be closed and there is none.
ticket-none-open = Hier ist kein Ticket offen. `{ $command }` beginnt eines.

# To the person: an adviser has the ticket.
ticket-taken = Jemand aus der Beratung hat Ihr Ticket { $number } übernommen und schreibt Ihnen hier.

# Above words of an adviser, to the person.
ticket-adviser = **Beratung, Ticket { $number }:**

# To the person: the adviser waits for them.
ticket-waits = Die Beratung wartet auf Ihre Antwort zu Ticket { $number }. Es eilt nicht; es bleibt offen.

# To the person: the adviser holds it for answered.
ticket-resolved = Die Beratung hält Ticket { $number } für beantwortet. Fehlt etwas, schreiben Sie einfach weiter.

# To the person: it is over.
ticket-closed = **Ticket { $number } ist geschlossen.** Ab jetzt antworte ich Ihnen wieder. `wieder öffnen` öffnet es noch einmal.

# Above what was agreed, when an adviser closes.
ticket-agreed = Was vereinbart wurde:

# Below ticket-closed.
ticket-helped-ask = Hat es geholfen?

# Choice.
ticket-helped = Es hat geholfen

# Choice.
ticket-helped-not = Noch nicht

# After ticket-helped.
ticket-helped-thanks = Das freut mich. Alles Gute für Ihr Vorhaben.

# After ticket-helped-not.
ticket-helped-sorry = Das tut mir leid. `wieder öffnen` bringt das Ticket zurück zur Beratung; oder wenden Sie sich an: { $contact }

# To the person: it goes on.
ticket-reopened = Ticket { $number } ist wieder offen: Was Sie hier schreiben, geht an die Beratung.

# When something other than words is to be passed on.
ticket-only-text = Ich kann bisher nur Worte weitergeben, dies hat unseren Chat also nicht verlassen. Können Sie es in Worten sagen?

# To the person: the advisers' room did not take the ticket.
ticket-not-opened = Ihr Ticket { $number } hat die Beratung nicht erreicht. Es ist also nicht offen, und ich antworte Ihnen hier wie zuvor. Bitte wenden Sie sich direkt dorthin: { $contact }

# To the person: their words did not reach the advisers.
ticket-lost = Ihre letzten Worte zu Ticket { $number } konnte ich der Beratung nicht bringen. Bitte wenden Sie sich direkt dorthin: { $contact }

# First line of a ticket in the advisers' room, and the title of its thread.
desk-title = Ticket { $number }

# On the card. language = its own name.
desk-language = Geschrieben wird in: { $language }. Eine einfache Nachricht hier von der Person, die das Ticket hat, geht an die fragende Person; die von anderen ist eine Notiz, die hier bleibt.

# Choice on the card.
desk-claim = Ich übernehme

# Below the card, where there are no buttons.
desk-how = Reagieren Sie mit 1️⃣ oder tippen Sie `!claim`, um es zu übernehmen; `!help` zeigt, was hier sonst geht.

# Above words of the person, in the advisers' room.
desk-person = **Die fragende Person:**

# When an adviser has taken a ticket. who = the network's name for them.
desk-taken = { $who } hat dieses Ticket. Die fragende Person weiß, dass es jemand hat, nicht wer.

# When somebody else has it.
desk-has-it = { $who } hat dieses Ticket schon; nichts wurde geändert.

# When somebody does what only the owner may.
desk-not-yours = Das kann nur, wer das Ticket hat. `!claim` übernimmt es.

# When it was given back.
desk-released = Zurückgegeben: `!claim` übernimmt es.

# When a step is not allowed. state = as it stands.
desk-not-now = Das geht nicht, solange das Ticket { $state } ist; nichts wurde geändert.

# A state.
desk-state-new = neu

# A state.
desk-state-open = offen

# A state.
desk-state-waiting = am Warten auf die fragende Person

# A state.
desk-state-resolved = beantwortet

# A state.
desk-state-closed = geschlossen

# After a step. state = as it stands now.
desk-now = Das Ticket ist jetzt { $state }.

# After the priority was set. priority = low, normal or high.
desk-priority = Priorität: { $priority }.

# When no priority was named.
desk-priority-which = Schreiben Sie `!priority low`, `!priority normal` oder `!priority high`.

# After the topic was noted; it follows as a quote.
desk-topic = Thema:

# When no topic was named.
desk-topic-which = Schreiben Sie das Thema dahinter: `!topic Exportkontrolle`.

# When there are no words to send.
desk-reply-what = Schreiben Sie Ihre Worte dahinter: `!reply …`. Nichts wurde gesendet.

# When something other than words is to be passed on.
desk-only-text = Ich kann bisher nur Worte weitergeben; dies bleibt hier.

# Below an adviser's words that reached the person. time = hours and minutes, UTC.
desk-arrived = Zugestellt { $time } UTC.

# Below words that did not reach the person.
desk-lost-unreachable = Nicht zugestellt: Direktnachrichten sind dort geschlossen.

# The same.
desk-lost-refused = Nicht zugestellt: Den Chat gibt es nicht mehr, oder ich wurde hinausgeschickt.

# The same.
desk-lost-gave-up = Nicht zugestellt: Ihr Netz war zu lange nicht erreichbar.

# Below words that were held back.
desk-withheld = Zurückgehalten: Wer es schrieb, war beim Senden nicht als Beratung zu bestätigen.

# When the network does not confirm somebody as an adviser.
desk-not-adviser = Ihr Netz bestätigt nicht, dass Sie hier beraten; deshalb ist nichts geschehen.

# When the network did not answer.
desk-not-checked = Ich konnte bei Ihrem Netz nicht prüfen, ob Sie beraten; deshalb ist nichts geschehen. Bitte versuchen Sie es gleich noch einmal.

# When the person ended it.
desk-closed-by-person = Die fragende Person hat das Ticket geschlossen.

# When it goes on.
desk-reopened = Das Ticket ist wieder offen.

# When a command is not known; the help follows.
desk-unknown = Diesen Befehl kenne ich nicht; nichts wurde gesendet.

# What advisers can do. Commands are the same in every language.
desk-help =
    `!claim` übernimmt das Ticket, `!release` gibt es zurück.
    `!reply` und Ihre Worte gehen an die fragende Person, `!note` und Ihre Worte bleiben hier.
    `!waiting` wartet auf die Person, `!resolve` hält es für beantwortet, `!close` und was vereinbart wurde beendet es, `!reopen` geht weiter.
    `!topic` und `!priority` ordnen es; `!help` zeigt dies.

# The command's name where the network offers it itself: one word in small letters.
command-ticket-name = ticket

# The command's description in the help.
command-ticket = einen Fall an die Beratung geben, nachdem Sie sehen, was gesendet wird

# The argument of `ticket` as the help shows it. The words are the same in every language.
command-ticket-usage = [close|reopen]

# The name of the blank behind `ticket`: one word in small letters.
command-ticket-option = schritt

# What belongs in that blank.
command-ticket-option-about = close beendet das Ticket, reopen setzt es fort; ohne Wort beginnt eines
