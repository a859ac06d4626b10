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

    __Wat u kunt doen.__ Verwijder een bericht van u: mijn antwoord wordt teruggenomen en uw woorden worden gewist. Noem alstublieft geen andere personen. Vragen hierover, of wilt u alles meteen laten wissen? { $contact }
