### What is said because of how a chat network works: command names, notes at buttons, words to the operator.

# Names of the commands where the network offers them itself: one word in small letters, no two alike. English names work everywhere.
command-ask-name = vraag
# Name of a command.
command-help-name = hulp
# Name of a command.
command-language-name = taal
# Name of a command.
command-privacy-name = privacy
# Name of a command.
command-verify-name = nagaan

# Name of the blank of `ask`: one word in small letters.
command-ask-option = vraag
# What belongs in the blank.
command-ask-option-about = Uw vraag, in uw eigen woorden
# Name of the blank of `language`.
command-language-option = taal
# What belongs in the blank.
command-language-option-about = Engels, Nederlands, Duits of Frans
# Name of the blank of `verify`.
command-verify-option = bewijs
# What belongs in the blank.
command-verify-option-about = Het ontvangstbewijs onder een antwoord van mij

# In the menu of a message: its words become the question. At most 32 letters.
command-ask-about-this = Vraag het loket hierover

# Top of the help, where the network offers the commands itself.
help-lead-slash = Ik beantwoord vragen over kennisveiligheid, woord voor woord uit beoordeelde pagina's, met bron en datum. In een privéchat vraagt u gewoon in uw eigen woorden. Ik ken ook deze opdrachten; typ `/` om ze te zien:

# Where the bot is addressed but may not read what was said.
use-command = Ik kan hier geen berichten lezen. Stel uw vraag met `/ask`: dan ziet alleen u mijn antwoord.

# In a list of more choices than fit as buttons.
choose-one = Kies er een

# Button under a passage that only the asker sees.
share = Met iedereen delen

# Above a passage that somebody shared with the room.
answer-shared = Iemand hier heeft mij hiernaar gevraagd en deelt mijn antwoord:

# In the room, or in the place of the reply, to a person who takes no direct messages: what they were told directly, or too late for that place, could not reach them.
unreachable = Ik heb een antwoord voor u dat niet voor iedereen bedoeld is, en ik mag u niet rechtstreeks schrijven. Sta alstublieft toe dat ik u rechtstreeks schrijf en vraag het dan nog een keer.

# In place of a reply to a command that was cut short by a crash.
cut-short = Ik werd onderbroken voordat ik dit kon opnemen. Vraag het alstublieft nog een keer.

# To the operator. from, to = moments in UTC.
notice-outage = Van { $from } tot { $to } (UTC) kon ik het chatnetwerk niet horen. Berichten aan mij uit die tijd haal ik nu op en beantwoord ik. Twee soorten kan niemand ophalen: opdrachten, en het eerste bericht van iemand die mij nog nooit had geschreven. Hoort u dat ik niet heb geantwoord, vraag diegene dan om het nog eens te schrijven.

# To the operator. count = how many commands.
notice-cut-short = Ik werd onderbroken terwijl mensen opdrachten gebruikten; { $count } daarvan had ik nog niet opgenomen. Waar het netwerk het nog toeliet, heb ik gevraagd het opnieuw te proberen.

# To the operator. count = how many events.
notice-not-understood = { $count } gebeurtenissen van het chatnetwerk kon ik niet begrijpen. Misschien merkt niemand er iets van; gaat het zo door, kijk dan of er een nieuwere versie van mij is.

# Before the rest of privacy, where the network is not encrypted from end to end.
privacy-network-reads = __Het netwerk leest mee.__ Hier is niets end-to-end versleuteld: het bedrijf achter dit chatnetwerk kan lezen wat wij schrijven. Voor alles wat het niet mag lezen: vraag het rechtstreeks aan een mens. Een opdracht laat geen bericht achter dat u kunt verwijderen: de woorden ervan verdwijnen met de rest, of meteen als u het het contactpunt hieronder vraagt.

# End of the help, where the network offers the commands itself.
help-close-slash = In een privéchat kunt u een vraag wijzigen of verwijderen: bij verwijderen neem ik mijn antwoord terug en worden uw woorden gewist. Een opdracht laat niets achter om te verwijderen; de woorden ervan worden met de rest gewist. Liever een mens? { $contact }
