### What the bot says about itself and to be polite. The voice is told in prompts/README.md.

# First lines of the first reply in a conversation. days = how long words are kept; help = what to type for help.
introduction =
    Ich bin eine Maschine: Was Sie von mir bekommen, ist Rat, keine Entscheidung. Bitte nennen Sie keine anderen Personen. Ich bewahre unsere Worte { $days } Tage verschlüsselt auf und lösche sie dann.
    Mit `{ $help }` sehen Sie, was ich kann und wie Sie einen Menschen erreichen.

# Third line of the first reply while the operator has not named who approved the entries.
introduction-not-adopted = Meine Seiten sind aus öffentlichen Quellen zusammengestellt; noch hat keine Stelle sie geprüft und freigegeben.

# Third line of the first reply once the operator has named who approved the entries.
introduction-adopted = Meine Seiten sind freigegeben von: { $by }.

# When the bot is invited into a direct chat.
welcome-direct = Hallo! Fragen Sie mich zur Zusammenarbeit mit Partnern im Ausland: Exportkontrolle, Gäste, Reisen, Geld, Verträge. Schreiben Sie einfach Ihre Frage.

# When the bot is invited into a room with several people.
welcome-shared = Hallo! Erwähnen Sie mich mit einer Frage zur Zusammenarbeit mit Partnern im Ausland, oder schreiben Sie `!ask` und Ihre Frage. Hier lesen alle mit; für Heikles schreiben Sie mir bitte im Direktchat.

# Reply to a greeting alone.
greeting = Hallo! Was möchten Sie wissen? Eine Frage in eigenen Worten genügt.

# Reply to thanks.
thanks = Gern geschehen. Ich bin da, wenn Sie mich brauchen.

# Reply to a goodbye.
farewell = Auf Wiedersehen und viel Erfolg bei Ihrer Arbeit.

# Inside other sentences: the institution's own contact point. reach = how to reach it, a whole sentence.
contact-line = { $name }. { $reach }

# Follows contact-line when the desk has a jurisdiction: the national contact point.
contact-national = Danach: { $name }. { $reach }

# Last line of the introduction while the contact points are the example that ships.
contact-example = Die Kontaktstelle, die ich nenne, ist noch ein Beispiel: Die echte muss hier noch eingetragen werden.

# When the bot could not decrypt a message within a minute.
unreadable = Ich konnte Ihre letzte Nachricht nicht lesen: der Schlüssel dazu hat mich nicht erreicht. Bitte senden Sie sie noch einmal. Klappt es wieder nicht, hilft ein Mensch weiter: { $contact }

# In front of the next reply, when an earlier one could not be delivered.
undelivered = Eine frühere Antwort von mir hat Sie nicht erreicht. Wenn Sie sie noch brauchen, fragen Sie bitte noch einmal.

# Once per window, when someone has asked more than the desk can take.
slow-down = Das war viel auf einmal, ich mache eine kurze Pause. Bitte fragen Sie in einer Weile wieder. Wenn es nicht warten kann: { $contact }

# When a message could not be handled three times in a row.
sorry-broken = Bei dieser Nachricht ist auf meiner Seite etwas schiefgegangen, ich konnte sie nicht beantworten. Wer mich betreibt, weiß Bescheid. Bitte fragen Sie einen Menschen: { $contact }

# A picture, a file or a message without words.
only-text = Ich kann nur Text lesen. Können Sie Ihre Frage in Worte fassen? Oder fragen Sie einen Menschen: { $contact }

# A message longer than the limit. most = the limit in characters.
too-long = Das ist mehr, als ich auf einmal aufnehmen kann. Können Sie es in wenigen Sätzen fragen, höchstens { $most } Zeichen? Oder fragen Sie einen Menschen: { $contact }

# After someone edits a message that was already answered; two choices follow.
reword-offer = Sie haben Ihre Nachricht geändert. Soll ich die neue Fassung beantworten?

# Choice after reword-offer.
reword-yes = Ja, die neue Fassung beantworten

# Choice after reword-offer.
reword-no = Nein, so lassen

# After reword-no, or when the offer has passed.
reword-left = Gut, dann lasse ich es dabei.
