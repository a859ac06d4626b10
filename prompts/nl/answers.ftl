### How passages are served, and what is said when none fits.

# Under a passage: where it stands. reviewed = date of the entry's last review, owner = who answers for it; one name for each office.
answer-source =
    {"*"}“{ $title }”, onderdeel “{ $section }”. Laatst beoordeeld op { $reviewed }; beheerd door { $owner ->
        [hr] personeelszaken (HR)
        [export-control] het bureau exportcontrole
        [it-security] IT-beveiliging
        [legal] juridische zaken
        [ethics-committee] de ethische commissie
        [international-office] het international office
       *[knowledge-security-desk] het loket kennisveiligheid
    }.*

# Under answer-source: the public pages the entry rests on, as links.
answer-link = Gebaseerd op: { $links }

# Above a passage that exists in English only, while the person writes another language. Never seen in English.
answer-in-english = (Deze passage bestaat alleen in het Engels.)

# Last line of an answer.
answer-person = Bedoelde u iets anders? Vraag het in andere woorden, of vraag een mens: { $contact }

# Above the titles on offer, when several entries may be meant.
unsure-which = Ik weet niet zeker welke van deze u bedoelt:

# Last choice under unsure-which.
unsure-none = Geen van deze

# When no entry answers the question.
unknown = Dit weet ik niet: niets in mijn pagina's geeft er antwoord op. Ik bewaar de vraag, zonder uw naam, zodat er een antwoord geschreven kan worden. Een mens die kan helpen: { $contact }

# After unsure-none.
unknown-none = Dan heb ik de juiste pagina niet. Ik bewaar de vraag, zonder uw naam, zodat er een antwoord geschreven kan worden. Een mens die kan helpen: { $contact }

# One line for each choice, where the network has no buttons.
choice-row = { $number }. { $label }

# Under several numbered choices. last = the highest number.
choice-how = Antwoord met een nummer van 1 tot { $last }, of reageer ermee.

# Under a single numbered choice.
choice-one = Antwoord met 1 als u dit bedoelt, of vraag iets anders.

# A number that is not among the open choices. last = the highest number.
choice-outside = Dat nummer staat er niet bij. Kies van 1 tot { $last }, of vraag het in andere woorden.

# Almost the words of a choice; the choice follows.
choice-near = Bedoelde u deze?
