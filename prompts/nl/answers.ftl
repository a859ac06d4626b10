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

# Under answer-source: what names exactly these words. receipt = entry#section@hash.
answer-receipt = Kenmerk: `{ $receipt }`

# After answer-receipt, where the operator has set desk.edit_url. link = the page's address in the forge.
answer-edit = [Deze pagina bewerken](<{ $link }>)

# Above a passage whose review is overdue. due = the day it was due.
answer-overdue = (Deze pagina had uiterlijk op { $due } nagekeken moeten zijn en is misschien verouderd. Ga na of het nog klopt voordat u erop vertrouwt.)

# Instead of a passage whose review is too long past. title = of the entry; reviewed = the day of its last review.
answer-expired = Ik heb hier een pagina over, “{ $title }”, maar die is voor het laatst nagekeken op { $reviewed }. Dat is te lang geleden om eruit te citeren. Een mens die weet hoe het er nu voor staat: { $contact }

# After plan-offer, instead of a passage whose review is too long past. title = of the entry; reviewed = the day of its last review.
answer-expired-beside = Ik heb hier ook een pagina over, “{ $title }”, maar die is voor het laatst nagekeken op { $reviewed }: te lang geleden om eruit te citeren.

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

# First in the reply when someone needs a person soon: threat, fear, deadline, loss, suspected breach, or the wish itself.
person-first = Hier kan een mens u het best mee helpen; u hoeft dit niet alleen uit te zoeken. Is iemand nu in gevaar, bel dan eerst het alarmnummer. Anders: { $contact }

# Between person-first and a passage or choices.
person-meanwhile = Intussen helpt dit u misschien:

# First in the reply to a concrete plan; a passage or choices may follow.
plan-offer = Dit klinkt als een concreet plan: het loont om, voordat er iets vastligt, af te wegen wat het kan opleveren én wat er mis kan gaan. Een mens kan het met u doornemen: { $contact }

# A wish to get round the rules, or to turn the bot.
evasion = Met een weg om de regels heen kan ik niet helpen. Wel met hoe het goed kan: vaak is een vergunning, een veiliger vorm van samenwerken of een korte vraag vooraf genoeg, en vragen wordt u nooit kwalijk genomen. Een mens zoekt die weg met u: { $contact }

# Asked to judge a particular person.
about-person = Over mensen oordeel ik niet, en ik houd over niemand iets bij. Wat wel gewogen kan worden is het werk zelf: het onderwerp, de partnerorganisatie, de toegang, de financiering. Maakt iemands gedrag u bezorgd, bespreek het dan in vertrouwen: { $contact }

# Outside the field, and no office in particular answers it.
outside = Dat valt buiten wat ik weet: mijn pagina's gaan over veilig samenwerken met partners in het buitenland. Raakt uw vraag daaraan, vertel me dan hoe, of vraag een mens: { $contact }

# Outside the field; office = the kind of office that answers it, from knowledge-base/recognise/outside.yaml.
outside-office = Dit weet ik niet: het is een vraag voor { $office }. Mijn pagina's gaan over veilig samenwerken met partners in het buitenland. Speelt er toch een buitenlandse partner mee, vertel me dan hoe, of vraag een mens: { $contact }

# Under a passage, where the network has no buttons: how to say whether it helped.
feedback-how = Antwoord of reageer met 👍 als dit hielp, met 👎 als u iets anders vroeg.

# Button under a passage, where the network has buttons.
feedback-helped = Dat hielp

# Button under a passage, where the network has buttons.
feedback-missed = Niet wat ik vroeg

# After somebody wrote that an answer helped. A reaction gets no reply.
feedback-thanks = Fijn om te weten. Dank u dat u het laat weten.

# After somebody said that an answer was not what they asked. feedback-others may follow.
feedback-sorry = Dank u dat u het laat weten: dan was dit niet de juiste pagina. Ik bewaar de vraag, zonder uw naam, zodat het antwoord beter kan worden. Een mens die kan helpen: { $contact }

# After feedback-sorry, above the titles of other pages.
feedback-others = Misschien komt een van deze dichter in de buurt:

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

# A follow-up that no section of the open page answers; its other headings follow as choices. title = the page.
more-sections = Onder “{ $title }” vond ik niets dat dit met zoveel woorden zegt. De pagina heeft ook nog:

# "More", after all sections of a page were served; the pages it names as related follow as choices.
more-related = Dit was alles wat mijn pagina hierover heeft. Deze pagina's sluiten erop aan:

# "More", after all sections of a page were served that names no other page.
more-none = Dit was alles wat mijn pagina's hierover hebben. Een mens kan er met u verder naar kijken: { $contact }

# "And in Sweden?" when no page of that place answers it. place = the place; contact = the institution's and that place's.
place-unknown = Ik heb geen pagina die dit beantwoordt voor deze plaats: { $place }. Ik bewaar de vraag, zonder uw naam, zodat er een antwoord geschreven kan worden. Een mens die kan helpen: { $contact }

# After a person said where they work; alone, or above an answer. place = the place.
place-kept = Ik onthoud waar u werkt: { $place }. Pagina's en contactpunten van die plaats komen in dit gesprek eerst. Wilt u dat ik het vergeet, schrijf dan “vergeet waar ik werk”.

# After a person asked to forget where they work.
place-forgotten = Ik ben het vergeten: ik weet niet meer waar u werkt.
