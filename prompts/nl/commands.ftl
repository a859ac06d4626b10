### The commands: their descriptions in help, and what they reply.

# Top of the help.
help-lead = Ik beantwoord vragen over kennisveiligheid, woord voor woord uit beoordeelde pagina's, met bron en datum. Vraag gewoon in uw eigen woorden. Ik ken ook deze opdrachten (zet er in een groep `!` voor):

# One line of the help for each command.
help-row = - `{ $usage }`: { $about }

# End of the help.
help-close = U kunt een vraag wijzigen of verwijderen: bij verwijderen neem ik mijn antwoord terug en worden uw woorden gewist. Liever een mens? { $contact }

# Description of the command `ask`.
command-ask = een vraag stellen

# Name of the argument of `ask`.
command-ask-usage = uw vraag

# Description of the command `help`.
command-help = wat ik kan

# Description of the command `language`.
command-language = mijn taal kiezen: Engels, Nederlands, Duits of Frans

# Name of the argument of `language`.
command-language-usage = en|nl|de|fr

# Description of the command `privacy`.
command-privacy = wat ik bewaar, hoe lang, en wie het kan zien

# A word behind `!` that is no command, and none is near it.
command-unknown = De opdracht “{ $typed }” ken ik niet. Typ `help` voor de lijst, of vraag het gewoon in uw eigen woorden.

# A word behind `!` that is almost a command; the command follows as a choice.
command-unknown-near = De opdracht “{ $typed }” ken ik niet. Bedoelde u `{ $near }`?

# The command `ask` without a question.
ask-what = Wat wilt u weten? Zet uw vraag achter `ask`.

# The command `language` without a language; the languages follow as choices.
language-which = Welke taal zal ik spreken?

# After a language was chosen; said in the new language.
language-set = Vanaf nu spreek ik hier Nederlands met u.

# The command `language` with something that is none of the four; the languages follow as choices.
language-unknown = “{ $typed }” spreek ik nog niet. Deze talen wel:

# Reply to the command `privacy`.
privacy =
    __Wat wordt bewaard.__ Uw berichten aan mij en mijn antwoorden, versleuteld met een eigen sleutel voor dit gesprek. { $days } dagen na het laatste bericht wordt de sleutel vernietigd, en daarmee de woorden.

    __Wie het kan zien.__ Niemand leest hier mee; woorden komen nooit in logbestanden. Wie mijn server beheert, heeft de sleutel die alle andere beschermt. Het chatnetwerk bewaart een eigen kopie, en in een groep lezen de anderen wat u schrijft: gebruik voor iets gevoeligs een privéchat.

    __Wat ik ervan leer.__ Vragen die ik niet of niet goed kon beantwoorden worden zonder naam bewaard, zodat er een antwoord geschreven kan worden. De redactie ziet ze pas als drie verschillende mensen iets dergelijks hebben gevraagd; om te kunnen tellen staat voor ieder een teken dat geen naam verraadt.

    __Waar u werkt.__ Als u het mij vertelt, bewaar ik het land bij dit gesprek, versleuteld zoals de rest. Schrijf “vergeet waar ik werk” en het is weg.

    __Een plan dat we afwegen.__ Uw antwoorden bewaar ik bij dit gesprek, versleuteld zoals de rest; wat u pauzeert, wacht 30 dagen onder een eigen sleutel. Typ onderweg `verwijder` en ze zijn meteen weg. Het verslag is voor u om te bewaren.

    __Wat u kunt doen.__ Verwijder een bericht van u: mijn antwoord wordt teruggenomen en uw woorden worden gewist. Noem alstublieft geen andere personen. Vragen hierover, of wilt u alles meteen laten wissen? { $contact }

# Help, about the command.
command-verify = nagaan of een antwoord van mij nog klopt
# Help, the argument's name.
command-verify-usage = kenmerk

# The command verify without a receipt.
verify-what = Welk antwoord zal ik nagaan? Typ `verify` en het kenmerk dat eronder staat, bijvoorbeeld `verify travel-devices#take-a-clean-device@4f9e2c71ab`.

# The words stand as they were served. reviewed = the day of the entry's last review.
verify-current = Ja, dat staat er nog woord voor woord zo: “{ $title }”, onderdeel “{ $section }”, laatst nagekeken op { $reviewed }.

# The words have changed; what changed and the section as it is now follow. reviewed = the day of the entry's last review.
verify-changed = Dit is veranderd sinds u het kreeg: “{ $title }”, onderdeel “{ $section }”, laatst nagekeken op { $reviewed }. Wat er veranderd is, en het onderdeel zoals het nu luidt:

# The same where the words of then are not kept; the section as it is now follows.
verify-changed-unkept = Dit is veranderd sinds u het kreeg: “{ $title }”, onderdeel “{ $section }”, laatst nagekeken op { $reviewed }. De woorden van toen heb ik niet bewaard. Het onderdeel zoals het nu luidt:

# Under verify-changed: one place. was, is = the words of then and of now.
verify-replaced = - “{ $was }” is nu “{ $is }”
# Under verify-changed: new words.
verify-added = - nieuw: “{ $is }”
# Under verify-changed: words that are gone.
verify-removed = - vervallen: “{ $was }”

# The entry or the section is no longer served.
verify-withdrawn = Die pagina gebruik ik niet meer. Vertrouw er niet langer op en vraag een mens wat nu geldt: { $contact }

# There is no such entry, and none is kept.
verify-never = Dit kenmerk ken ik niet: geen pagina van mij heet zo. Is het helemaal overgenomen? Een mens kan helpen: { $contact }
