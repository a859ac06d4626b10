### The commands: their descriptions in help, and what they reply.

# Top of the help.
help-lead = Ich beantworte Fragen zur Forschungs- und Wissenssicherheit, Wort für Wort aus geprüften Seiten, mit Quelle und Datum. Fragen Sie einfach in eigenen Worten. Außerdem kenne ich diese Befehle (in einem Raum mit `!` davor):

# One line of the help for each command.
help-row = - `{ $usage }`: { $about }

# End of the help.
help-close = Sie können eine Frage ändern oder löschen: Beim Löschen nehme ich meine Antwort zurück, und Ihre Worte werden gelöscht. Lieber ein Mensch? { $contact }

# Description of the command `ask`.
command-ask = eine Frage stellen

# Name of the argument of `ask`.
command-ask-usage = Ihre Frage

# Description of the command `help`.
command-help = was ich kann

# Description of the command `language`.
command-language = meine Sprache wählen: Englisch, Niederländisch, Deutsch oder Französisch

# Name of the argument of `language`.
command-language-usage = en|nl|de|fr

# Description of the command `privacy`.
command-privacy = was ich aufbewahre, wie lange, und wer es sehen kann

# A word behind `!` that is no command, and none is near it.
command-unknown = Den Befehl „{ $typed }“ kenne ich nicht. `help` zeigt die Liste; oder fragen Sie einfach in eigenen Worten.

# A word behind `!` that is almost a command; the command follows as a choice.
command-unknown-near = Den Befehl „{ $typed }“ kenne ich nicht. Meinten Sie `{ $near }`?

# The command `ask` without a question.
ask-what = Was möchten Sie wissen? Schreiben Sie Ihre Frage hinter `ask`.

# The command `language` without a language; the languages follow as choices.
language-which = Welche Sprache soll ich sprechen?

# After a language was chosen; said in the new language.
language-set = Von jetzt an spreche ich hier Deutsch mit Ihnen.

# The command `language` with something that is none of the four; the languages follow as choices.
language-unknown = „{ $typed }“ spreche ich noch nicht. Diese Sprachen kann ich:

# Reply to the command `privacy`.
privacy =
    __Was aufbewahrt wird.__ Ihre Nachrichten an mich und meine Antworten, verschlüsselt mit einem eigenen Schlüssel für dieses Gespräch. { $days } Tage nach der letzten Nachricht wird der Schlüssel vernichtet und damit auch die Worte.

    __Wer es sehen kann.__ Hier liest niemand mit; Worte kommen nie in Protokolle. Wer meinen Server betreibt, hat den Schlüssel, der alle anderen schützt. Das Chat-Netz behält seine eigene Kopie, und in einem gemeinsamen Raum lesen die anderen mit: Für Heikles nehmen Sie bitte einen Direktchat.

    __Was ich daraus lerne.__ Fragen, die ich nicht oder nicht gut beantworten konnte, werden ohne Namen aufbewahrt, damit eine Antwort geschrieben werden kann. Die Redaktion sieht sie erst, wenn drei verschiedene Menschen Ähnliches gefragt haben; zum Zählen steht für jeden ein Zeichen, das keinen Namen verrät.

    __Wo Sie arbeiten.__ Wenn Sie es mir sagen, bewahre ich das Land mit diesem Gespräch auf, verschlüsselt wie alles andere. Schreiben Sie „vergessen Sie, wo ich arbeite“, und es ist weg.

    __Ein Vorhaben, das wir abwägen.__ Ihre Antworten bewahre ich mit diesem Gespräch auf, verschlüsselt wie alles andere; was Sie pausieren, wartet 30 Tage unter einem eigenen Schlüssel. Schreiben Sie unterwegs `löschen`, dann sind sie sofort weg. Der Bericht ist für Ihre Unterlagen.

    __Was Sie tun können.__ Löschen Sie eine Ihrer Nachrichten: Meine Antwort wird zurückgenommen, Ihre Worte werden gelöscht. Bitte nennen Sie keine anderen Personen. Fragen dazu, oder soll alles sofort gelöscht werden? { $contact }

# Help, about the command.
command-verify = prüfen, ob eine Antwort von mir noch gilt
# Help, the argument's name.
command-verify-usage = Beleg

# The command verify without a receipt.
verify-what = Welche Antwort soll ich prüfen? Schreiben Sie `verify` und den Beleg, der darunter steht, zum Beispiel `verify travel-devices#take-a-clean-device@4f9e2c71ab`.

# The words stand as they were served. reviewed = the day of the entry's last review.
verify-current = Ja, das gilt noch Wort für Wort: „{ $title }“, Abschnitt „{ $section }“, zuletzt geprüft am { $reviewed }.

# The words have changed; what changed and the section as it is now follow. reviewed = the day of the entry's last review.
verify-changed = Das hat sich geändert, seit Sie es bekommen haben: „{ $title }“, Abschnitt „{ $section }“, zuletzt geprüft am { $reviewed }. Was sich geändert hat, und der Abschnitt, wie er heute lautet:

# The same where the words of then are not kept; the section as it is now follows.
verify-changed-unkept = Das hat sich geändert, seit Sie es bekommen haben: „{ $title }“, Abschnitt „{ $section }“, zuletzt geprüft am { $reviewed }. Den damaligen Wortlaut habe ich nicht aufbewahrt. Der Abschnitt, wie er heute lautet:

# Under verify-changed: one place. was, is = the words of then and of now.
verify-replaced = - „{ $was }“ heißt jetzt „{ $is }“
# Under verify-changed: new words.
verify-added = - neu: „{ $is }“
# Under verify-changed: words that are gone.
verify-removed = - entfallen: „{ $was }“

# The entry or the section is no longer served.
verify-withdrawn = Diese Seite verwende ich nicht mehr. Bitte verlassen Sie sich nicht länger darauf und fragen Sie einen Menschen, was jetzt gilt: { $contact }

# There is no such entry, and none is kept.
verify-never = Diesen Beleg kenne ich nicht: Keine meiner Seiten heißt so. Wurde er ganz kopiert? Ein Mensch kann helfen: { $contact }
