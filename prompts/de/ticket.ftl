### Handing a case to advisers: what the person sees (ticket-…), and what is said in the advisers' room (desk-…).

# Choice where a person is named first: hands the case to an adviser.
ticket-offer = An die Beratung übergeben

# In a room with others, when a person is asked for.
ticket-moved = Was die Beratung liest, bleibt zwischen Ihnen und ihr; deshalb schreibe ich Ihnen direkt. Kommt nichts an, erlauben Sie bitte Direktnachrichten von mir und fragen Sie noch einmal.

# First direct message after ticket-moved. command = what to type.
ticket-here = Hier sind wir unter uns. Schreiben Sie `{ $command }`, dann frage ich, was ich weitergeben soll.

# Before anything confidential, where the network itself can read. way = a sentence about another way, or nothing.
ticket-reads-along = Bevor Sie etwas Vertrauliches schreiben: Dieses Netz ist nicht Ende-zu-Ende-verschlüsselt; wer es betreibt, kann mitlesen. { $way }

# The slot way of ticket-reads-along. way = where to write instead, as the operator put it.
ticket-reads-along-way = Vertrauliches schreiben Sie mir lieber auf diesem Weg: { $way }

# Choice under ticket-reads-along.
ticket-go-on = Nichts Vertrauliches: hier weitermachen

# Where the operator allows no tickets from this network.
ticket-not-here = Über dieses Netz gebe ich keine Fälle an die Beratung weiter, denn wer es betreibt, kann mitlesen. { $contact }

# Asks what to pass on.
ticket-words = Was haben Sie vor, und was möchten Sie wissen? Zwei oder drei Sätze genügen. Bitte nennen Sie Rollen statt Namen: „der Gast“, „unser Partner dort“.

# Choice under ticket-words: takes what was asked before.
ticket-words-asked = Weitergeben, was ich gefragt habe

# Choice: hands nothing over.
ticket-not-now = Jetzt nicht

# After ticket-not-now. command = what to type.
ticket-left = In Ordnung, nichts hat diesen Chat verlassen. Schreiben Sie `{ $command }`, wann immer Sie möchten.

# When the words are too long. most = characters at the most.
ticket-too-long = Das ist mehr, als ich auf einmal weitergeben kann. Geht es auch in höchstens { $most } Zeichen? Sobald das Ticket offen ist, können Sie mehr schreiben.

# Above the lines of what would be sent.
ticket-card = **Das würde ich senden, Wort für Wort, und sonst nichts:**

# A line of the parcel: what a screening came to. result = in one line.
ticket-line-screening = Abwägung: { $result }

# A line of the parcel: one answer of a screening.
ticket-line-answer = { $question }: { $answer }

# A line of the parcel: what was asked in this chat.
ticket-line-asked = Zuvor gefragt: { $question }

# Behind a line that was left out.
ticket-left-out = weggelassen

# Below the lines: who reads it. who = the advisers' name; network = how it gets there; days = how long it is kept.
ticket-who = **Wer es liest:** { $who }, { $network }. Dort sieht man „die anfragende Person“, nicht Ihren Namen oder Ihr Konto. Was ich davon aufbewahre, ist verschlüsselt und wird { $days } Tage nach der letzten Nachricht gelöscht; was im Raum der Beratung steht, bleibt dort, solange sie es aufbewahrt.

# The slot network of ticket-who, where only those in the room can read.
ticket-encrypted = über { $network }, Ende-zu-Ende-verschlüsselt

# The slot network of ticket-who, where the network can read.
ticket-not-encrypted = über { $network }, wo das Netz selbst mitlesen kann

# Below the card, where lines are left out by typing.
ticket-how = Um eine Zeile wegzulassen, schreiben Sie `ohne` und ihren Buchstaben, zum Beispiel `ohne b`; schreiben Sie dasselbe noch einmal, ist die Zeile wieder da.

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
ticket-nothing-left = Alle Zeilen sind weggelassen, also gibt es nichts zu senden. Nehmen Sie eine wieder auf, oder schreiben Sie es neu.

# When a button under an older card is pressed.
ticket-changed = Das war eine ältere Fassung; so steht es jetzt da.

# The receipt; how soon the advisers reply may follow.
ticket-opened = **Ihr Ticket hat die Nummer { $number }.** Es ist unterwegs zur Beratung.

# Behind ticket-opened.
ticket-opened-goes = Was Sie ab jetzt hier schreiben, geht an die Beratung, bis das Ticket geschlossen ist; die Antworten bekommen Sie hier.

# Below the receipt. command = how to close a ticket.
ticket-opened-how = Mit `{ $command }` schließen Sie das Ticket. Was Sie geschrieben haben, können Sie ändern und löschen; bei der Beratung ändert es sich dann auch.

# When a person is asked for and a ticket is open.
ticket-has-one = Ihr Ticket { $number } ist offen: Was Sie hier schreiben, geht an die Beratung. Mit `{ $command }` schließen Sie es.

# When a ticket is to be closed and there is none.
ticket-none-open = Hier ist kein Ticket offen. Mit `{ $command }` beginnen Sie eines.

# To the person: an adviser has the ticket.
ticket-taken = Jemand aus der Beratung hat Ihr Ticket { $number } übernommen und schreibt Ihnen hier.

# The same, where the operator has advisers shown by role or name. who = that.
ticket-taken-by = **{ $who }** hat Ihr Ticket { $number } übernommen und schreibt Ihnen hier.

# Above words of an adviser, to the person. who = as the operator has advisers shown.
ticket-adviser = **{ $who }, Ticket { $number }:**

# The slot who of ticket-adviser, where no more is told.
ticket-adviser-word = Beratung

# The same, where names are told.
ticket-adviser-named = { $name } (Beratung)

# To the person: the adviser waits for them.
ticket-waits = Die Beratung wartet auf Ihre Antwort zu Ticket { $number }. Es eilt nicht; das Ticket bleibt offen.

# To the person: the adviser holds it for answered.
ticket-resolved = Die Beratung hält Ticket { $number } für beantwortet. Fehlt etwas, schreiben Sie einfach weiter.

# To the person: it is over.
ticket-closed = **Ticket { $number } ist geschlossen.** Ab jetzt antworte ich Ihnen wieder. Mit `wieder öffnen` geht es noch einmal auf.

# Above what was agreed, when an adviser closes. who = as in ticket-adviser.
ticket-agreed = **{ $who }, Ticket { $number }, das wurde vereinbart:**

# Below ticket-closed.
ticket-helped-ask = Hat es geholfen?

# Choice.
ticket-helped = Es hat geholfen

# Choice.
ticket-helped-not = Noch nicht

# After ticket-helped.
ticket-helped-thanks = Das freut mich. Alles Gute für Ihr Vorhaben.

# After ticket-helped-not.
ticket-helped-sorry = Das tut mir leid. Mit `wieder öffnen` geht das Ticket zurück an die Beratung. Oder wenden Sie sich an: { $contact }

# To the person: it goes on.
ticket-reopened = Ticket { $number } ist wieder offen: Was Sie hier schreiben, geht an die Beratung.

# When something other than words is to be passed on.
ticket-only-text = Ich kann nur Worte und Dateien weitergeben, und davon war nichts dabei; deshalb hat dies unseren Chat nicht verlassen. Könnten Sie es in Worten sagen?

# When files are not passed on at all.
ticket-no-files = Dateien gebe ich hier nicht weiter; deshalb hat dies unseren Chat nicht verlassen. Könnten Sie es in Worten sagen?

# When files are too large or too many. most = how many of which size.
ticket-too-large = Das ist mehr, als ich auf einmal weitergeben kann (höchstens { $most }); deshalb hat es unseren Chat nicht verlassen. Könnten Sie weniger senden oder es in Worten sagen?

# To the person: a file was not passed on.
ticket-unfit = Eine Ihrer Dateien ist nicht an die Beratung gegangen: Ich gebe Bilder, PDFs, Office-Dokumente ohne Makros und reinen Text weiter, und sie war nichts davon, oder es gibt sie nicht mehr. Alles andere habe ich weitergegeben.

# To the person: new words of theirs could not be put in place of the old.
ticket-not-changed = Ticket { $number }: Ihre Änderung ist nicht bei der Beratung angekommen; dort steht noch die frühere Fassung. Wenn es wichtig ist, schreiben Sie der Beratung bitte kurz dazu.

# To the person: the advisers' room did not take the ticket.
ticket-not-opened = Ihr Ticket { $number } hat die Beratung nicht erreicht. Es ist also nicht offen, und ich antworte Ihnen hier wie zuvor. Bitte wenden Sie sich direkt an: { $contact }

# To the person: their words did not reach the advisers.
ticket-lost = Ihre letzten Worte zu Ticket { $number } konnte ich der Beratung nicht überbringen. Bitte wenden Sie sich direkt an: { $contact }

# Below the receipt of a ticket that was opened or taken up: how to go on with it elsewhere. phrase = a code.
ticket-phrase = Bewahren Sie diesen Code auf, um mit einem anderen Konto oder in einem anderen Chat weitermachen zu können; ich zeige ihn nur jetzt: `{ $phrase }`. Wer ihn hat, kann das Ticket übernehmen, behalten Sie ihn also für sich.

# Above the person's own tickets.
ticket-list = Ihre Tickets:

# One of them. state = a few words; day = when it was opened.
ticket-list-line = **{ $number }**: { $state }, eröffnet am { $day }

# Behind one that was opened in another chat.
ticket-list-elsewhere = (in einem anderen Chat; mit seinem Code holen Sie es hierher)

# A state, as the person sees it.
ticket-state-new = noch von niemandem aus der Beratung übernommen

# The same.
ticket-state-open = von der Beratung übernommen

# The same.
ticket-state-waiting = die Beratung wartet auf Ihre Antwort

# The same.
ticket-state-resolved = aus Sicht der Beratung beantwortet

# The same.
ticket-state-closed = geschlossen

# When a phrase was brought and is right.
ticket-resumed = **Ticket { $number } geht hier weiter.** Die Beratung erfährt, dass Sie aus einem anderen Chat kommen, aber nicht, aus welchem.

# Behind it, while the ticket is open.
ticket-resumed-goes = Was Sie hier schreiben, geht an die Beratung; die Antworten bekommen Sie hier.

# Behind it, where the ticket is closed.
ticket-resumed-over = Es ist geschlossen; mit `wieder öffnen` geht es noch einmal auf.

# When a phrase was written where others read.
ticket-resume-here = Der Code eines Tickets ist nur für Sie und mich: Bitte schreiben Sie ihn mir hier. Falls andere ihn eben lesen konnten, machen Sie bald mit Ihrem Ticket weiter; dann bekommen Sie einen neuen Code, und der alte öffnet nichts mehr.

# When no ticket has this phrase.
ticket-resume-no = Zu diesem Code gibt es kein Ticket. Bitte prüfen Sie ihn Zeichen für Zeichen; ein Code, der schon einmal benutzt wurde, ist ersetzt worden. Oder wenden Sie sich an: { $contact }

# When too many phrases were tried.
ticket-resume-too-many = Das waren zu viele Codes innerhalb einer Stunde, deshalb habe ich diesen nicht geprüft. Bitte versuchen Sie es später noch einmal, oder wenden Sie sich an: { $contact }

# When the ticket is in this chat already.
ticket-resume-is-here = Ticket { $number } ist schon in diesem Chat; sein Code gilt weiter.

# Where the ticket was until now.
ticket-moved-away = Ihr Ticket { $number } geht ab jetzt in einem anderen Chat weiter: Dort hat jemand seinen Code eingegeben. Wenn Sie das nicht waren, melden Sie es bitte sofort: { $contact }

# When a ticket that went elsewhere is to be opened again here.
ticket-has-moved = Ticket { $number } geht in einem anderen Chat weiter; mit seinem Code holen Sie es hierher zurück.

# To the person: another adviser has it.
ticket-passed = Jemand anderes aus der Beratung hat Ihr Ticket { $number } übernommen und sieht alles, was gesagt wurde.

# Below ticket-closed, when it was closed because nothing was said.
ticket-rested = Seit fast { $days } Tagen wurde nichts gesagt, und länger bewahre ich unsere Worte nicht auf.

# First line of a ticket in the advisers' room, and the title of its thread.
desk-title = Ticket { $number }

# On the card. language = its own name.
desk-language = Sprache der anfragenden Person: { $language }. Eine einfache Nachricht hier von der Person, die das Ticket hat, geht an die anfragende Person; was andere schreiben, ist eine Notiz und bleibt hier.

# The same, where words without a command stay among advisers.
desk-language-notes = Sprache der anfragenden Person: { $language }. Was hier geschrieben wird, bleibt hier; `!reply` mit Ihrem Text geht an die anfragende Person, sobald Sie das Ticket haben.

# Choice on the card.
desk-claim = Ich übernehme

# Below the card, where there are no buttons.
desk-how = Reagieren Sie mit 1️⃣ oder schreiben Sie `!claim`, um es zu übernehmen; `!help` zeigt, was Sie hier sonst noch tun können.

# Above words of the person, in the advisers' room.
desk-person = **Die anfragende Person:**

# When an adviser has taken a ticket. who = the network's name for them.
desk-taken = { $who } hat dieses Ticket.

# Behind it.
desk-told-not-who = Die anfragende Person hat erfahren, dass es jemand aus der Beratung hat, aber nicht, wer.

# The same, where the operator has advisers shown by role or name. who = that.
desk-told-as = Die anfragende Person hat erfahren, wer es hat: { $who }.

# When somebody else has it.
desk-has-it = { $who } hat dieses Ticket schon; es wurde nichts geändert.

# When somebody does what only the owner may.
desk-not-yours = Das kann nur, wer das Ticket hat. Mit `!claim` übernehmen Sie es.

# When it was given back.
desk-released = Zurückgegeben: Mit `!claim` kann es jemand übernehmen.

# When a step is not allowed. state = as it stands.
desk-not-now = Das geht beim Status „{ $state }“ nicht; es wurde nichts geändert.

# A state.
desk-state-new = neu

# A state.
desk-state-open = offen

# A state.
desk-state-waiting = wartet auf die anfragende Person

# A state.
desk-state-resolved = beantwortet

# A state.
desk-state-closed = geschlossen

# After a step. state = as it stands now.
desk-now = Status des Tickets: { $state }.

# After the priority was set. priority = low, normal or high.
desk-priority = Priorität: { $priority }.

# When no priority was named.
desk-priority-which = Schreiben Sie `!priority low`, `!priority normal` oder `!priority high`.

# After the topic was noted; it follows as a quote.
desk-topic = Thema:

# When no topic was named.
desk-topic-which = Schreiben Sie das Thema dahinter: `!topic Exportkontrolle`.

# When there are no words to send.
desk-reply-what = Schreiben Sie Ihren Text dahinter: `!reply …`. Es wurde nichts gesendet.

# When something other than words is to be passed on.
desk-only-text = Ich kann nur Worte und Dateien weitergeben; das bleibt hier.

# When files are not passed on at all.
desk-no-files = Dateien werden hier nicht weitergegeben; es wurde nichts gesendet.

# When files are too large or too many. most = how many of which size.
desk-too-large = Das ist mehr, als ich auf einmal weitergeben kann (höchstens { $most }); es wurde nichts gesendet.

# Below a file that was not passed on.
desk-unfit = Nicht zugestellt: eine Datei, die kein Bild, kein PDF, kein Office-Dokument ohne Makros und kein reiner Text ist oder die nicht mehr da ist.

# The same, of new words that were to stand in place of the old.
desk-not-changed = Nicht geändert: Die anfragende Person sieht noch die frühere Fassung oder schreibt inzwischen aus einem anderen Chat. Wenn es wichtig ist, schreiben Sie es noch einmal.

# Below an adviser's words that reached the person. time = hours and minutes, UTC.
desk-arrived = Zugestellt um { $time } UTC.

# Below words that did not reach the person.
desk-lost-unreachable = Nicht zugestellt: Die anfragende Person lässt keine Direktnachrichten zu.

# The same.
desk-lost-refused = Nicht zugestellt: Den Chat mit der anfragenden Person gibt es nicht mehr, oder ich wurde daraus entfernt.

# The same.
desk-lost-gave-up = Nicht zugestellt: Das Netz der anfragenden Person war zu lange nicht erreichbar.

# Below words that were held back.
desk-withheld = Zurückgehalten: Beim Senden ließ sich nicht bestätigen, dass es von jemandem aus der Beratung kommt.

# When the network does not confirm somebody as an adviser.
desk-not-adviser = Ihr Netz bestätigt nicht, dass Sie hier zur Beratung gehören; deshalb ist nichts geschehen.

# When the network did not answer.
desk-not-checked = Ich konnte bei Ihrem Netz nicht prüfen, ob Sie zur Beratung gehören; deshalb ist nichts geschehen. Bitte versuchen Sie es gleich noch einmal.

# When the adviser's device is not confirmed by their account.
desk-device = Ihre Sitzung ist nicht verifiziert, deshalb ist nichts geschehen. Verifizieren Sie sie in den Einstellungen Ihrer App und senden Sie es dann noch einmal.

# When the cryptographic identity of the adviser's account is another one than before.
desk-renewed = Ihr Konto hat eine neue Identität, seit Sie zuletzt hier gearbeitet haben, deshalb ist nichts geschehen. Haben Sie Ihre Verschlüsselung neu eingerichtet, bitten Sie jemanden aus dem Team, hier `!confirm` und Ihren Namen zu schreiben. Wenn nicht, sagen Sie es dem Team: Vielleicht hat jemand anderes Ihr Konto.

# When no colleague was named.
desk-transfer-which = Schreiben Sie dahinter, wer es übernimmt: `!transfer` mit einem Namen oder einer Kennung.

# When nobody is called so.
desk-nobody = In diesem Raum finde ich niemanden aus der Beratung mit dem Namen { $name }; es wurde nichts geändert.

# When several are called so. who = their ids.
desk-several = In der Beratung heißen mehrere so: { $who }. Bitte schreiben Sie die Kennung.

# Above a snippet that was sent.
desk-snippet = An die anfragende Person gesendet, in ihrer Sprache:

# When a snippet is not known, or none was named.
desk-snippets = Schreiben Sie `!snippet` und einen Namen: { $names }. Der Text geht an die anfragende Person, in ihrer Sprache.

# When there are none.
desk-snippets-none = Es gibt noch keine Textbausteine. Die Redaktion legt sie in `knowledge-base/snippets` ab.

# Above the list of open tickets.
desk-list = Offene Tickets: { $count }

# Above the list of one's own.
desk-mine = Ihre Tickets: { $count }

# When there are none.
desk-list-none = Es gibt keine.

# Last line of a long list.
desk-list-more = und { $more } weitere

# In a list. priority = low, normal or high.
desk-priority-short = Priorität { $priority }

# Who is called when something new comes.
desk-duty = Wenn etwas Neues kommt, wird benachrichtigt, wer Dienst hat: { $who }.

# The same, where it is nobody.
desk-duty-nobody = Niemand hat Dienst, also wird niemand benachrichtigt, wenn etwas Neues kommt. Mit `!duty on` ändert sich das.

# When a command needs a ticket.
desk-in-thread = Das geht im Thread eines Tickets. `!list` zeigt, welche es gibt.

# Above the file with all that was said.
desk-transcript = Alles, was gesagt wurde, nach jetzigem Stand. Zurückgenommenes ist nicht dabei.

# In that file.
desk-record-opened = Übergeben

# In that file.
desk-record-person = Die anfragende Person

# In that file.
desk-record-person-changed = Die anfragende Person, geändert in

# In that file.
desk-record-taken-back = Zurückgenommen

# In that file. who = the adviser.
desk-record-reply = { $who }, an die anfragende Person

# In that file.
desk-record-note = { $who }, im Thread

# In that file.
desk-record-changed = { $who }, geändert in

# When the person goes on from another place.
desk-came-back = Die anfragende Person macht aus einem anderen Chat weiter, mit dem Code, den nur sie bekommen hat.

# When a ticket is over because nothing was said.
desk-rested = Seit fast { $days } Tagen wurde nichts gesagt, deshalb ist das Ticket geschlossen, und ich lösche bald, was ich davon aufbewahre.

# When the person ended it.
desk-closed-by-person = Die anfragende Person hat das Ticket geschlossen.

# When it goes on.
desk-reopened = Das Ticket ist wieder offen.

# When somebody reopened it, and the person has another one open.
desk-not-reopened = Das Ticket bleibt geschlossen: Die anfragende Person hat im selben Chat inzwischen ein anderes offen, und es wäre nicht klar, welchem von beiden eine Antwort gilt. Sobald jenes geschlossen ist, lässt sich dieses wieder öffnen.

# When a command is not known; the help follows.
desk-unknown = Diesen Befehl kenne ich nicht; es wurde nichts gesendet.

# The command's name where the network offers it itself: one word in small letters.
command-ticket-name = ticket

# The command's description in the help.
command-ticket = einen Fall an die Beratung übergeben, nachdem Sie gesehen haben, was gesendet wird

# The argument of `ticket` as the help shows it. The words are the same in every language.
command-ticket-usage = [list|close|reopen|Code]

# The name of the blank behind `ticket`: one word in small letters.
command-ticket-option = schritt

# What belongs in that blank.
command-ticket-option-about = list zeigt Ihre Tickets, close schließt eines, reopen oder Code macht weiter; leer beginnt eines
