### What is said because of how a chat network works: command names, notes at buttons, words to the operator.

# Names of the commands where the network offers them itself: one word in small letters, no two alike. English names work everywhere.
command-ask-name = frage
# Name of a command.
command-help-name = hilfe
# Name of a command.
command-language-name = sprache
# Name of a command.
command-privacy-name = datenschutz
# Name of a command.
command-verify-name = prüfen

# Name of the blank of `ask`: one word in small letters.
command-ask-option = frage
# What belongs in the blank.
command-ask-option-about = Ihre Frage, in eigenen Worten
# Name of the blank of `language`.
command-language-option = sprache
# What belongs in the blank.
command-language-option-about = Englisch, Niederländisch, Deutsch oder Französisch
# Name of the blank of `verify`.
command-verify-option = beleg
# What belongs in the blank.
command-verify-option-about = Der Beleg unter einer Antwort von mir

# In the menu of a message: its words become the question. At most 32 letters.
command-ask-about-this = Die Stelle dazu fragen

# Top of the help, where the network offers the commands itself.
help-lead-slash = Ich beantworte Fragen zur Wissenssicherheit, Wort für Wort aus geprüften Seiten, mit Quelle und Datum. Im Direktchat fragen Sie einfach in eigenen Worten. Ich kenne auch diese Befehle; mit `/` sehen Sie sie:

# Where the bot is addressed but may not read what was said.
use-command = Ich kann hier keine Nachrichten lesen. Bitte fragen Sie mit `/ask`: Dann sehen nur Sie meine Antwort.

# In a list of more choices than fit as buttons.
choose-one = Bitte wählen

# Button under a passage that only the asker sees.
share = Mit allen teilen

# Above a passage that somebody shared with the room.
answer-shared = Jemand hier hat mich danach gefragt und teilt meine Antwort:

# In the room, or in the place of the reply, to a person who takes no direct messages: what they were told directly, or too late for that place, could not reach them.
unreachable = Ich habe eine Antwort für Sie, die nicht für alle bestimmt ist, und ich darf Ihnen nicht direkt schreiben. Bitte erlauben Sie mir Direktnachrichten und fragen Sie dann noch einmal.

# In place of a reply to a command that was cut short by a crash.
cut-short = Ich wurde unterbrochen, bevor ich das aufnehmen konnte. Bitte fragen Sie noch einmal.

# To the operator. from, to = moments in UTC.
notice-outage = Von { $from } bis { $to } (UTC) konnte ich das Chatnetz nicht hören. Nachrichten an mich aus dieser Zeit hole ich jetzt nach und beantworte sie. Zwei Arten kann niemand nachholen: Befehle, und die erste Nachricht eines Menschen, der mir noch nie geschrieben hatte. Sagt Ihnen jemand, dass ich nicht geantwortet habe, bitten Sie darum, noch einmal zu schreiben.

# To the operator. count = how many commands.
notice-cut-short = Ich wurde unterbrochen, während Befehle benutzt wurden; { $count } davon hatte ich noch nicht aufgenommen. Wo das Netz es noch zuließ, habe ich gebeten, es noch einmal zu versuchen.

# To the operator. count = how many events.
notice-not-understood = { $count } Ereignisse des Chatnetzes konnte ich nicht verstehen. Vielleicht betrifft es niemanden; geht es so weiter, sehen Sie bitte nach, ob es eine neuere Version von mir gibt.

# Before the rest of privacy, where the network is not encrypted from end to end.
privacy-network-reads = __Das Netz liest mit.__ Hier ist nichts Ende-zu-Ende-verschlüsselt: Das Unternehmen hinter diesem Chatnetz kann lesen, was wir schreiben. Was es nicht lesen darf, fragen Sie bitte einen Menschen direkt. Ein Befehl hinterlässt keine Nachricht, die Sie löschen könnten: Seine Worte verschwinden mit den übrigen, oder sofort, wenn Sie die Stelle unten darum bitten.

# End of the help, where the network offers the commands itself.
help-close-slash = Im Direktchat können Sie eine Frage ändern oder löschen: Beim Löschen nehme ich meine Antwort zurück, und Ihre Worte werden gelöscht. Ein Befehl hinterlässt nichts, was Sie löschen könnten; seine Worte werden mit den übrigen gelöscht. Zu einem Menschen: { $contact }
