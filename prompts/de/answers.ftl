### How passages are served, and what is said when none fits.

# Under a passage: where it stands. reviewed = date of the entry's last review, owner = who answers for it; one name for each office.
answer-source =
    {"*"}„{ $title }“, Abschnitt „{ $section }“. Zuletzt geprüft am { $reviewed }; gepflegt von { $owner ->
        [hr] der Personalabteilung
        [export-control] der Exportkontrollstelle
        [it-security] der IT-Sicherheit
        [legal] der Rechtsabteilung
        [ethics-committee] der Ethikkommission
        [international-office] dem International Office
       *[knowledge-security-desk] der Stelle für Wissenssicherheit
    }.*

# Under answer-source: the public pages the entry rests on, as links.
answer-link = Beruht auf: { $links }

# Above a passage that exists in English only, while the person writes another language. Never seen in English.
answer-in-english = (Diese Passage gibt es nur auf Englisch.)

# Last line of an answer.
answer-person = Etwas anderes gemeint? Fragen Sie mit anderen Worten oder fragen Sie einen Menschen: { $contact }

# Above the titles on offer, when several entries may be meant.
unsure-which = Ich bin nicht sicher, was davon Sie meinen:

# Last choice under unsure-which.
unsure-none = Nichts davon

# When no entry answers the question.
unknown = Das weiß ich nicht: Auf meinen Seiten steht dazu keine Antwort. Ich bewahre die Frage ohne Ihren Namen auf, damit eine Antwort geschrieben werden kann. Ein Mensch, der helfen kann: { $contact }

# After unsure-none.
unknown-none = Dann habe ich die passende Seite nicht. Ich bewahre die Frage ohne Ihren Namen auf, damit eine Antwort geschrieben werden kann. Ein Mensch, der helfen kann: { $contact }

# One line for each choice, where the network has no buttons.
choice-row = { $number }. { $label }

# Under several numbered choices. last = the highest number.
choice-how = Antworten Sie mit einer Zahl von 1 bis { $last }, oder reagieren Sie damit.

# Under a single numbered choice.
choice-one = Antworten Sie mit 1, wenn das gemeint ist, oder fragen Sie etwas anderes.

# A number that is not among the open choices. last = the highest number.
choice-outside = Diese Zahl steht hier nicht zur Wahl. Bitte wählen Sie von 1 bis { $last }, oder fragen Sie mit anderen Worten.

# Almost the words of a choice; the choice follows.
choice-near = Meinten Sie das?
