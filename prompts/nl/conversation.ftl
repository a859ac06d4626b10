### What the bot says about itself and to be polite. The voice is told in prompts/README.md.

# First lines of the first reply in a conversation. days = how long words are kept; help = what to type for help.
introduction =
    Ik ben een machine: wat u van mij krijgt is advies, geen besluit. Noem alstublieft geen andere personen. Ik bewaar onze woorden { $days } dagen, versleuteld, en wis ze daarna.
    Typ `{ $help }` om te zien wat ik kan en hoe u een mens bereikt.

# Third line of the first reply while the operator has not named who approved the entries.
introduction-not-adopted = Mijn pagina's zijn samengesteld uit openbare bronnen; geen instantie heeft ze al goedgekeurd.

# Third line of the first reply once the operator has named who approved the entries.
introduction-adopted = Mijn pagina's zijn goedgekeurd door { $by }.

# When the bot is invited into a direct chat.
welcome-direct = Hallo! Vraag mij alles over samenwerken met partners in het buitenland: exportcontrole, gasten, reizen, geld, overeenkomsten. Typ gewoon uw vraag.

# When the bot is invited into a room with several people.
welcome-shared = Hallo! Noem mij in een bericht met een vraag over samenwerken met partners in het buitenland, of typ `!ask` en uw vraag. Iedereen hier leest mee; schrijf mij voor iets gevoeligs in een privéchat.

# Reply to a greeting alone.
greeting = Hallo! Wat wilt u weten? Een vraag in uw eigen woorden is prima.

# Reply to thanks.
thanks = Graag gedaan. Ik ben er als u mij nodig hebt.

# Reply to a goodbye.
farewell = Tot ziens, en veel succes met uw werk.

# Inside other sentences: the institution's own contact point. reach = how to reach it, a whole sentence.
contact-line = { $name }. { $reach }

# Follows contact-line when the desk has a jurisdiction: the national contact point.
contact-national = Daarna: { $name }. { $reach }

# Last line of the introduction while the contact points are the example that ships.
contact-example = Het contactpunt dat ik noem is nog een voorbeeld: de beheerder van dit loket moet het echte nog invullen.

# When the bot could not decrypt a message within a minute.
unreadable = Ik kon uw laatste bericht niet lezen: de sleutel ervan heeft mij niet bereikt. Stuurt u het nog een keer? Lukt het dan weer niet, dan helpt een mens u verder: { $contact }

# In front of the next reply, when an earlier one could not be delivered.
undelivered = Een eerder antwoord van mij heeft u niet bereikt. Hebt u het nog nodig, stel de vraag dan gerust opnieuw.

# Once per window, when someone has asked more than the desk can take.
slow-down = Dat was veel tegelijk, dus ik neem even pauze. Vraag het over een tijdje opnieuw. Kan het niet wachten? { $contact }

# When a message could not be handled three times in a row.
sorry-broken = Bij dit bericht ging er aan mijn kant iets mis; ik kon het niet beantwoorden. Mijn beheerders weten ervan. Vraag het alstublieft aan een mens: { $contact }

# A picture, a file or a message without words.
only-text = Ik kan alleen tekst lezen. Kunt u uw vraag in woorden stellen? Of vraag het aan een mens: { $contact }

# A message longer than the limit. most = the limit in characters.
too-long = Dat is meer dan ik in één keer aankan. Kunt u het in een paar zinnen vragen, hooguit { $most } tekens? Of vraag het aan een mens: { $contact }

# After someone edits a message that was already answered; two choices follow.
reword-offer = U hebt uw bericht gewijzigd. Zal ik de nieuwe tekst beantwoorden?

# Choice after reword-offer.
reword-yes = Ja, beantwoord de nieuwe tekst

# Choice after reword-offer.
reword-no = Nee, laat maar

# After reword-no, or when the offer has passed.
reword-left = Goed, dan laat ik het hierbij.
